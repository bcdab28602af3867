/* Connections that somebody else makes: what is asked of the launcher's gate, and what is known of the sockets. */
#include "native.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

/* The gate's packets are no longer. */
#define PACKET 512

NATIVE(jint, sendPacket)(JNIEnv *env, jclass type, jint descriptor, jbyteArray packet) {
    (void) type;
    jsize length = (*env)->GetArrayLength(env, packet);
    jbyte bytes[PACKET];
    if (length > PACKET) {
        return -EMSGSIZE;
    }
    (*env)->GetByteArrayRegion(env, packet, 0, length, bytes);
    return result_of(send(descriptor, bytes, (size_t) length, MSG_NOSIGNAL));
}

/* Only one descriptor fits, so no other can come along. */
static int take_descriptor(struct msghdr *message) {
    int passed = -1;
    const struct cmsghdr *header = CMSG_FIRSTHDR(message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS
            && header->cmsg_len == CMSG_LEN(sizeof passed)) {
        memcpy(&passed, CMSG_DATA(header), sizeof passed);
    }
    return passed;
}

/* -EAGAIN when nothing came within milliseconds. */
NATIVE(jint, receivePacket)
(JNIEnv *env, jclass type, jint descriptor, jbyteArray into, jintArray passed, jint milliseconds) {
    (void) type;
    int ready = wait_for(descriptor, POLLIN, milliseconds);
    if (ready <= 0) {
        return ready == 0 || ready == -EINTR ? -EAGAIN : ready;
    }
    jbyte bytes[PACKET];
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {.iov_base = bytes, .iov_len = sizeof bytes};
    struct msghdr message = {
            .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    int length = result_of(recvmsg(descriptor, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC));
    if (length < 0) {
        return length == -EINTR ? -EAGAIN : length;
    }
    jint came = take_descriptor(&message);
    (*env)->SetIntArrayRegion(env, passed, 0, 1, &came);
    (*env)->SetByteArrayRegion(env, into, 0, length, bytes);
    return length;
}

NATIVE(jint, takeError)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : -errno;
}

NATIVE(jint, endpoint)(JNIEnv *env, jclass type, jint descriptor, jboolean peer, jbyteArray into) {
    (void) type;
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } end;
    socklen_t size = sizeof end;
    if ((peer ? getpeername(descriptor, &end.any, &size) : getsockname(descriptor, &end.any, &size)) != 0) {
        return -errno;
    }
    bool old = end.any.sa_family == AF_INET;
    jsize length = old ? 4 : 16;
    (*env)->SetByteArrayRegion(
            env, into, 0, length, old ? (const jbyte *) &end.v4.sin_addr : (const jbyte *) &end.v6.sin6_addr);
    (*env)->SetByteArrayRegion(
            env, into, length, 2, old ? (const jbyte *) &end.v4.sin_port : (const jbyte *) &end.v6.sin6_port);
    return length;
}
