/* How the gate resolves and connects in the real world. */
#include "gate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* After which connecting is given up: some 31 seconds. */
#define SYNS 4

static int errno_of(int error) {
    switch (error) {
        case EAI_AGAIN:
            return EAGAIN;
        case EAI_MEMORY:
            return ENOMEM;
        case EAI_SYSTEM:
            return errno == 0 ? EIO : errno;
        default:
            return ENOENT;
    }
}

int resolve_name(const char *name, uint8_t family, struct address found[GATE_ADDRESSES]) {
    struct addrinfo hints = {.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM};
    struct addrinfo *all = NULL;
    int error = getaddrinfo(name, NULL, &hints, &all);
    if (error != 0) {
        return -errno_of(error);
    }
    int count = 0;
    for (const struct addrinfo *at = all; at != NULL && count < GATE_ADDRESSES; at = at->ai_next) {
        struct address *to = &found[count];
        if (at->ai_family == AF_INET) {
            to->length = 4;
            memcpy(to->bytes, &((const struct sockaddr_in *) (const void *) at->ai_addr)->sin_addr, 4);
            count++;
        } else if (at->ai_family == AF_INET6) {
            to->length = 16;
            memcpy(to->bytes, &((const struct sockaddr_in6 *) (const void *) at->ai_addr)->sin6_addr, 16);
            count++;
        }
    }
    freeaddrinfo(all);
    return count;
}

int connect_address(const struct address *address, uint16_t port) {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } to = {.v6 = {0}};
    socklen_t size;
    if (address->length == 4) {
        to.v4.sin_family = AF_INET;
        to.v4.sin_port = htons(port);
        memcpy(&to.v4.sin_addr, address->bytes, 4);
        size = sizeof to.v4;
    } else {
        to.v6.sin6_family = AF_INET6;
        to.v6.sin6_port = htons(port);
        memcpy(&to.v6.sin6_addr, address->bytes, 16);
        size = sizeof to.v6;
    }
    int made = socket(to.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (made < 0) {
        return -errno;
    }
    const int syns = SYNS;
    setsockopt(made, IPPROTO_TCP, TCP_SYNCNT, &syns, sizeof syns);
    if (connect(made, &to.any, size) != 0 && errno != EINPROGRESS) {
        int error = -errno;
        close(made);
        return error;
    }
    return made;
}
