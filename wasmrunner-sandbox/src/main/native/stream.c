/* Reads and writes streams that may wait, a slice of time at once so that Java can look for an interrupt. */
#include "native.h"

#include <poll.h>
#include <limits.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* The order of HostStream.Kind. */
enum { TERMINAL, PIPE, REGULAR, SOCKET, DEVICE };

NATIVE(jint, kind)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    struct stat found;
    if (fstat(descriptor, &found) != 0) {
        return -errno;
    }
    switch (found.st_mode & S_IFMT) {
        case S_IFIFO: return PIPE;
        case S_IFSOCK: return SOCKET;
        case S_IFCHR: return isatty(descriptor) ? TERMINAL : DEVICE;
        case S_IFBLK: return DEVICE;
        default: return REGULAR;
    }
}

NATIVE(jlong, available)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) != 0 || count < 0 ? 0 : count;
}

/* -EAGAIN when nothing came within milliseconds. */
NATIVE(jint, readStream)
(JNIEnv *env, jclass type, jint descriptor, jbyteArray into, jint offset, jint length, jint milliseconds) {
    (void) type;
    int ready = wait_for(descriptor, POLLIN, milliseconds);
    if (ready <= 0) {
        return ready == 0 ? -EAGAIN : ready;
    }
    size_t want = length < CHUNK_BYTES ? (size_t) length : CHUNK_BYTES;
    char small[SMALL_BYTES];
    char *buffer = take_buffer(small, want);
    if (buffer == NULL) {
        return -ENOMEM;
    }
    int count = result_of(read(descriptor, buffer, want));
    if (count > 0) {
        (*env)->SetByteArrayRegion(env, into, offset, count, (const jbyte *) buffer);
    }
    drop_buffer(small, buffer);
    return count == -EINTR ? -EAGAIN : count;
}

/*
 * A pipe that poll calls writable has room for PIPE_BUF bytes; a longer write would wait for a slow reader, and the
 * descriptor cannot be made non-blocking, since other processes share it. Linux 6.4 can be asked not to wait.
 */
static ssize_t write_pipe(int descriptor, char *buffer, size_t length) {
    if (length > PIPE_BUF) {
        const struct iovec all = {.iov_base = buffer, .iov_len = length};
        ssize_t count = pwritev2(descriptor, &all, 1, -1, RWF_NOWAIT);
        if (count >= 0 || (errno != EOPNOTSUPP && errno != ENOSYS && errno != EINVAL)) {
            return count;
        }
    }
    return write(descriptor, buffer, length < PIPE_BUF ? length : PIPE_BUF);
}

static ssize_t write_ready(int descriptor, char *buffer, size_t length, int kind) {
    switch (kind) {
        case REGULAR: return write(descriptor, buffer, length);
        case SOCKET: return send(descriptor, buffer, length, MSG_DONTWAIT | MSG_NOSIGNAL);
        default: return write_pipe(descriptor, buffer, length);
    }
}

/* -EAGAIN when nothing could be written within milliseconds. */
NATIVE(jint, writeStream)
(JNIEnv *env, jclass type, jint descriptor, jint kind, jbyteArray from, jint offset, jint length, jint milliseconds) {
    (void) type;
    int ready = kind == REGULAR ? 1 : wait_for(descriptor, POLLOUT, milliseconds);
    if (ready <= 0) {
        return ready == 0 ? -EAGAIN : ready;
    }
    size_t want = length < CHUNK_BYTES ? (size_t) length : CHUNK_BYTES;
    char small[SMALL_BYTES];
    char *buffer = take_buffer(small, want);
    if (buffer == NULL) {
        return -ENOMEM;
    }
    (*env)->GetByteArrayRegion(env, from, offset, (jsize) want, (jbyte *) buffer);
    int count = result_of(write_ready(descriptor, buffer, want, kind));
    drop_buffer(small, buffer);
    return count == -EINTR ? -EAGAIN : count;
}
