/* Stream sockets that are bound before the guest starts. */
#include "native.h"

#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

#define BACKLOG 128

static socklen_t address_of(JNIEnv *env, jbyteArray bytes, jint port, union address *to) {
    memset(to, 0, sizeof *to);
    if ((*env)->GetArrayLength(env, bytes) == 4) {
        to->v4.sin_family = AF_INET;
        to->v4.sin_port = htons((uint16_t) port);
        (*env)->GetByteArrayRegion(env, bytes, 0, 4, (jbyte *) &to->v4.sin_addr);
        return sizeof to->v4;
    }
    to->v6.sin6_family = AF_INET6;
    to->v6.sin6_port = htons((uint16_t) port);
    (*env)->GetByteArrayRegion(env, bytes, 0, 16, (jbyte *) &to->v6.sin6_addr);
    return sizeof to->v6;
}

NATIVE(jint, listen)(JNIEnv *env, jclass type, jbyteArray bytes, jint port) {
    (void) type;
    union address address;
    socklen_t size = address_of(env, bytes, port, &address);
    int listener = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) {
        return -errno;
    }
    const int on = 1;
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0
            || bind(listener, &address.any, size) != 0 || listen(listener, BACKLOG) != 0) {
        int failed = -errno;
        close(listener);
        return failed;
    }
    return listener;
}

NATIVE(jint, localPort)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    union address address;
    socklen_t size = sizeof address;
    if (getsockname(descriptor, &address.any, &size) != 0) {
        return -errno;
    }
    return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
}

/* -EAGAIN when nobody connected within milliseconds. */
NATIVE(jint, accept)(JNIEnv *env, jclass type, jint descriptor, jint milliseconds) {
    (void) env;
    (void) type;
    int ready = wait_for(descriptor, POLLIN, milliseconds);
    if (ready <= 0) {
        return ready == 0 ? -EAGAIN : ready;
    }
    int accepted = result_of(accept4(descriptor, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK));
    /* The peer may be gone again before it was accepted. */
    return accepted == -ECONNABORTED || accepted == -EINTR ? -EAGAIN : accepted;
}

/* -EAGAIN when nothing came within milliseconds. */
NATIVE(jint, receive)
(JNIEnv *env, jclass type, jint descriptor, jbyteArray into, jint offset, jint length, jboolean peek,
        jint milliseconds) {
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
    int count = result_of(recv(descriptor, buffer, want, MSG_DONTWAIT | (peek ? MSG_PEEK : 0)));
    if (count > 0) {
        (*env)->SetByteArrayRegion(env, into, offset, count, (const jbyte *) buffer);
    }
    drop_buffer(small, buffer);
    return count == -EINTR ? -EAGAIN : count;
}

/* From how many bytes on poll calls the socket readable. */
NATIVE(jint, setReceiveLowWater)(JNIEnv *env, jclass type, jint descriptor, jint bytes) {
    (void) env;
    (void) type;
    return result_of(setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes));
}

NATIVE(jint, shutdown)(JNIEnv *env, jclass type, jint descriptor, jboolean reading, jboolean writing) {
    (void) env;
    (void) type;
    return result_of(shutdown(descriptor, reading && writing ? SHUT_RDWR : reading ? SHUT_RD : SHUT_WR));
}
