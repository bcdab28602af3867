/* Reads and writes regular files. */
#include "native.h"

#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t move_in(int descriptor, char *buffer, size_t length, jlong position) {
    ssize_t count;
    do {
        count = position < 0 ? read(descriptor, buffer, length) : pread(descriptor, buffer, length, position);
    } while (count < 0 && errno == EINTR);
    return count;
}

static ssize_t move_out(int descriptor, const char *buffer, size_t length, jlong position) {
    ssize_t count;
    do {
        count = position < 0 ? write(descriptor, buffer, length) : pwrite(descriptor, buffer, length, position);
    } while (count < 0 && errno == EINTR);
    return count;
}

static size_t chunk(jint length) {
    return length < CHUNK_BYTES ? (size_t) length : CHUNK_BYTES;
}

/* A negative position reads or writes at the descriptor's own offset. */
NATIVE(jint, read)(JNIEnv *env, jclass type, jint descriptor, jbyteArray into, jint offset, jint length, jlong position) {
    (void) type;
    char small[SMALL_BYTES];
    char *buffer = take_buffer(small, (size_t) length);
    if (buffer == NULL) {
        return -ENOMEM;
    }
    jint done = 0;
    while (true) {
        size_t want = chunk(length - done);
        ssize_t count = move_in(descriptor, buffer, want, position < 0 ? position : position + done);
        if (count < 0) {
            done = done > 0 ? done : -errno;
            break;
        }
        (*env)->SetByteArrayRegion(env, into, offset + done, (jsize) count, (const jbyte *) buffer);
        done += (jint) count;
        if ((size_t) count < want || done == length) {
            break;
        }
    }
    drop_buffer(small, buffer);
    return done;
}

NATIVE(jint, write)(JNIEnv *env, jclass type, jint descriptor, jbyteArray from, jint offset, jint length, jlong position) {
    (void) type;
    char small[SMALL_BYTES];
    char *buffer = take_buffer(small, (size_t) length);
    if (buffer == NULL) {
        return -ENOMEM;
    }
    jint done = 0;
    while (true) {
        size_t want = chunk(length - done);
        (*env)->GetByteArrayRegion(env, from, offset + done, (jsize) want, (jbyte *) buffer);
        ssize_t count = move_out(descriptor, buffer, want, position < 0 ? position : position + done);
        if (count < 0) {
            done = done > 0 ? done : -errno;
            break;
        }
        done += (jint) count;
        if ((size_t) count < want || done == length) {
            break;
        }
    }
    drop_buffer(small, buffer);
    return done;
}

/* whence as in OpenFile.Whence, which has lseek's order. */
NATIVE(jlong, seek)(JNIEnv *env, jclass type, jint descriptor, jlong offset, jint whence) {
    (void) env;
    (void) type;
    off_t position = lseek(descriptor, offset, whence);
    return position < 0 ? -errno : position;
}

NATIVE(jint, setSize)(JNIEnv *env, jclass type, jint descriptor, jlong size) {
    (void) env;
    (void) type;
    return result_of(ftruncate(descriptor, size));
}

/* File systems without fallocate still get the size; their blocks come as they are written. */
NATIVE(jint, allocate)(JNIEnv *env, jclass type, jint descriptor, jlong offset, jlong length) {
    (void) env;
    (void) type;
    if (fallocate(descriptor, 0, offset, length) == 0) {
        return 0;
    }
    if (errno != EOPNOTSUPP) {
        return -errno;
    }
    struct stat now;
    if (fstat(descriptor, &now) != 0) {
        return -errno;
    }
    return now.st_size >= offset + length ? 0 : result_of(ftruncate(descriptor, offset + length));
}

NATIVE(jint, sync)(JNIEnv *env, jclass type, jint descriptor, jboolean data_only) {
    (void) env;
    (void) type;
    return result_of(data_only ? fdatasync(descriptor) : fsync(descriptor));
}

NATIVE(jint, setAppending)(JNIEnv *env, jclass type, jint descriptor, jboolean appending) {
    (void) env;
    (void) type;
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0) {
        return -errno;
    }
    return result_of(fcntl(descriptor, F_SETFL, appending ? flags | O_APPEND : flags & ~O_APPEND));
}
