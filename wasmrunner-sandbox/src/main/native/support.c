/* Carries paths and bytes between Java and C. */
#include "native.h"

#include <poll.h>
#include <stdlib.h>

int copy_path(JNIEnv *env, jbyteArray from, char to[PATH_BYTES]) {
    jsize length = (*env)->GetArrayLength(env, from);
    if (length > PATH_BYTES) {
        return -ENAMETOOLONG;
    }
    (*env)->GetByteArrayRegion(env, from, 0, length, (jbyte *) to);
    return 0;
}

char *take_buffer(char small[SMALL_BYTES], size_t want) {
    if (want <= SMALL_BYTES) {
        return small;
    }
    return malloc(want < CHUNK_BYTES ? want : CHUNK_BYTES);
}

void drop_buffer(const char *small, char *buffer) {
    if (buffer != small) {
        free(buffer);
    }
}

int wait_for(int descriptor, short events, int milliseconds) {
    struct pollfd one = {.fd = descriptor, .events = events, .revents = 0};
    int ready = poll(&one, 1, milliseconds);
    if (ready < 0) {
        return errno == EINTR ? 0 : -errno;
    }
    if (ready > 0 && (one.revents & POLLNVAL) != 0) {
        return -EBADF;
    }
    return ready;
}
