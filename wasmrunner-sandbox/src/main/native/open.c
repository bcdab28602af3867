/* Opens regular files and directories, and nothing else. */
#include "native.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The bits of NativeIo.open. */
enum { READ = 1, WRITE = 2, CREATE = 4, EXCLUSIVE = 8, TRUNCATE = 16, DIRECTORY = 32, FOLLOW = 64, APPEND = 128, SYNC = 256 };

static uint64_t host_flags(int wanted) {
    uint64_t flags = O_NONBLOCK | O_NOCTTY;
    flags |= (wanted & WRITE) == 0 ? O_RDONLY : (wanted & READ) != 0 ? O_RDWR : O_WRONLY;
    flags |= (wanted & CREATE) != 0 ? O_CREAT : 0;
    flags |= (wanted & EXCLUSIVE) != 0 ? O_EXCL : 0;
    flags |= (wanted & TRUNCATE) != 0 ? O_TRUNC : 0;
    flags |= (wanted & DIRECTORY) != 0 ? O_DIRECTORY : 0;
    flags |= (wanted & FOLLOW) == 0 ? O_NOFOLLOW : 0;
    flags |= (wanted & APPEND) != 0 ? O_APPEND : 0;
    flags |= (wanted & SYNC) != 0 ? O_SYNC : 0;
    return flags;
}

static int may_open(const struct stat *found) {
    return S_ISREG(found->st_mode) || S_ISDIR(found->st_mode);
}

/* Looks before it opens: opening a device or a FIFO can have effects of its own. */
static int look(int dir, const char *path, int wanted) {
    uint64_t nofollow = (wanted & FOLLOW) == 0 ? O_NOFOLLOW : 0;
    int place = open_beneath(dir, path, O_PATH | nofollow, 0);
    if (place < 0) {
        return place == -ENOENT && (wanted & CREATE) != 0 ? 0 : place;
    }
    struct stat found;
    int failed = fstat(place, &found) != 0 ? -errno : 0;
    close(place);
    if (failed != 0) {
        return failed;
    }
    if (S_ISLNK(found.st_mode)) {
        return -ELOOP;
    }
    return may_open(&found) ? 0 : -RESULT_NOT_A_FILE;
}

/* Reads what has no link in its path; a place that is a device or a FIFO is found by its type, as look does. */
NATIVE(jint, openUnlinked)(JNIEnv *env, jclass type, jint dir, jbyteArray path) {
    (void) type;
    char copy[PATH_BYTES];
    int failed = copy_path(env, path, copy);
    if (failed != 0) {
        return failed;
    }
    int place = open_unlinked(dir, copy, O_PATH);
    if (place < 0) {
        return place;
    }
    struct stat found;
    failed = fstat(place, &found) != 0 ? -errno : 0;
    close(place);
    if (failed == 0 && !S_ISREG(found.st_mode)) {
        failed = -RESULT_NOT_A_FILE;
    }
    return failed != 0 ? failed : open_unlinked(dir, copy, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

NATIVE(jint, open)(JNIEnv *env, jclass type, jint dir, jbyteArray path, jint wanted, jlongArray stat_out) {
    (void) type;
    char copy[PATH_BYTES];
    int failed = copy_path(env, path, copy);
    if (failed == 0 && (wanted & (CREATE | EXCLUSIVE)) != (CREATE | EXCLUSIVE)) {
        failed = look(dir, copy, wanted);
    }
    if (failed != 0) {
        return failed;
    }
    int opened = open_beneath(dir, copy, host_flags(wanted), (wanted & CREATE) != 0 ? 0666 : 0);
    if (opened < 0) {
        return opened == -ENXIO ? -RESULT_NOT_A_FILE : opened;
    }
    struct stat found;
    if (fstat(opened, &found) != 0) {
        failed = -errno;
    } else if (!may_open(&found)) {
        failed = -RESULT_NOT_A_FILE;
    }
    if (failed != 0) {
        close(opened);
        return failed;
    }
    put_stat(env, stat_out, &found);
    return opened;
}
