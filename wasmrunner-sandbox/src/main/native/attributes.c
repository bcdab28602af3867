/* Reads and changes what is known about a file. */
#include "native.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The order of FileType.java. */
enum { UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, DIRECTORY, REGULAR_FILE, SOCKET_STREAM, SYMBOLIC_LINK, FIFO };

static jlong type_of(mode_t mode) {
    switch (mode & S_IFMT) {
        case S_IFBLK: return BLOCK_DEVICE;
        case S_IFCHR: return CHARACTER_DEVICE;
        case S_IFDIR: return DIRECTORY;
        case S_IFREG: return REGULAR_FILE;
        case S_IFSOCK: return SOCKET_STREAM;
        case S_IFLNK: return SYMBOLIC_LINK;
        case S_IFIFO: return FIFO;
        default: return UNKNOWN;
    }
}

static jlong nanoseconds(struct timespec time) {
    int64_t result;
    if (__builtin_mul_overflow((int64_t) time.tv_sec, INT64_C(1000000000), &result)
            || __builtin_add_overflow(result, (int64_t) time.tv_nsec, &result)) {
        return time.tv_sec < 0 ? INT64_MIN : INT64_MAX;
    }
    return result;
}

void put_stat(JNIEnv *env, jlongArray to, const struct stat *from) {
    const jlong fields[] = {
        (jlong) from->st_dev,
        (jlong) from->st_ino,
        type_of(from->st_mode),
        (jlong) from->st_nlink,
        (jlong) from->st_size,
        nanoseconds(from->st_atim),
        nanoseconds(from->st_mtim),
        nanoseconds(from->st_ctim),
    };
    (*env)->SetLongArrayRegion(env, to, 0, sizeof fields / sizeof fields[0], fields);
}

NATIVE(jint, stat)(JNIEnv *env, jclass type, jint descriptor, jlongArray to) {
    (void) type;
    struct stat found;
    if (fstat(descriptor, &found) != 0) {
        return -errno;
    }
    put_stat(env, to, &found);
    return 0;
}

/* Of setuid and the like nothing is told, and nothing is set. */
NATIVE(jint, permissions)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    struct stat found;
    return fstat(descriptor, &found) != 0 ? -errno : (jint) (found.st_mode & 0777);
}

NATIVE(jint, setPermissions)(JNIEnv *env, jclass type, jint descriptor, jint permissions) {
    (void) env;
    (void) type;
    return result_of(fchmod(descriptor, (mode_t) permissions & 0777));
}

static int place_of(JNIEnv *env, int dir, jbyteArray path, jboolean follow) {
    char copy[PATH_BYTES];
    int failed = copy_path(env, path, copy);
    return failed != 0 ? failed : open_beneath(dir, copy, O_PATH | (follow ? 0 : O_NOFOLLOW), 0);
}

NATIVE(jint, statAt)(JNIEnv *env, jclass type, jint dir, jbyteArray path, jboolean follow, jlongArray to) {
    (void) type;
    int place = place_of(env, dir, path, follow);
    if (place < 0) {
        return place;
    }
    struct stat found;
    int failed = fstat(place, &found) != 0 ? -errno : 0;
    close(place);
    if (failed == 0) {
        put_stat(env, to, &found);
    }
    return failed;
}

/* how: 0 keeps the time, 1 sets it to now, 2 to the nanoseconds given. */
static struct timespec change(jint how, jlong at) {
    struct timespec time = {.tv_sec = 0, .tv_nsec = UTIME_OMIT};
    if (how == 1) {
        time.tv_nsec = UTIME_NOW;
    } else if (how == 2) {
        time.tv_sec = at / 1000000000;
        time.tv_nsec = at % 1000000000;
    }
    return time;
}

NATIVE(jint, setTimes)
(JNIEnv *env, jclass type, jint descriptor, jint accessed_how, jlong accessed, jint modified_how, jlong modified) {
    (void) env;
    (void) type;
    const struct timespec times[] = {change(accessed_how, accessed), change(modified_how, modified)};
    return result_of(futimens(descriptor, times));
}

NATIVE(jint, setTimesAt)
(JNIEnv *env, jclass type, jint dir, jbyteArray path, jboolean follow, jint accessed_how, jlong accessed,
        jint modified_how, jlong modified) {
    (void) type;
    int place = place_of(env, dir, path, follow);
    if (place < 0) {
        return place;
    }
    const struct timespec times[] = {change(accessed_how, accessed), change(modified_how, modified)};
    int done = result_of(utimensat(place, "", times, AT_EMPTY_PATH));
    close(place);
    return done;
}

NATIVE(jint, readLink)(JNIEnv *env, jclass type, jint dir, jbyteArray path, jbyteArray to) {
    (void) type;
    int place = place_of(env, dir, path, JNI_FALSE);
    if (place < 0) {
        return place;
    }
    char target[PATH_BYTES];
    struct stat found;
    int length = -EINVAL;
    if (fstat(place, &found) != 0) {
        length = -errno;
    } else if (S_ISLNK(found.st_mode)) {
        length = result_of(readlinkat(place, "", target, sizeof target));
    }
    close(place);
    if (length > 0) {
        (*env)->SetByteArrayRegion(env, to, 0, length, (const jbyte *) target);
    }
    return length;
}
