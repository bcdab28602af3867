/*
 * Fetches http://host[:port]/path and prints the body. Sockets to connect with are not in WASI preview 1: these functions
 * are WasmEdge's extension of it, which several runtimes have.
 *
 *     wasmrunner run --allow-host example.com fetch.wasm http://example.com/ [seconds to wait for the connection]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(name)))

enum { FAMILY_INET4 = 1, TYPE_STREAM = 2, OPTION_ERROR = 2, MAX_FOUND = 8, MAX_HOPS = 5 };

struct wasi_sockaddr {
    uint8_t family;
    uint32_t data_length;
    uint8_t *data;
};

struct wasi_addrinfo {
    uint16_t flags;
    uint8_t family;
    uint8_t type;
    uint8_t protocol;
    uint32_t address_length;
    struct wasi_sockaddr *address;
    char *name;
    uint32_t name_length;
    struct wasi_addrinfo *next;
};

struct wasi_address {
    const uint8_t *bytes;
    uint32_t length;
};

IMPORT("sock_open") uint32_t sock_open(uint32_t family, uint32_t type, int *fd);
IMPORT("sock_connect") uint32_t sock_connect(int fd, const struct wasi_address *address, uint32_t port);
IMPORT("sock_getaddrinfo")
uint32_t sock_getaddrinfo(const char *node, uint32_t node_length, const char *service, uint32_t service_length,
        const struct wasi_addrinfo *hint, struct wasi_addrinfo **found, uint32_t room, uint32_t *count);

IMPORT("sock_getsockopt")
uint32_t sock_getsockopt(int fd, uint32_t level, uint32_t option, uint32_t *value, uint32_t *size);

/* 0 for as long as the host does. */
static int patience;

static int fail(const char *what, const char *which, uint32_t error) {
    fprintf(stderr, "cannot %s %s: %s\n", what, which, strerror((int) error));
    return -1;
}

static uint32_t connect_in_time(int fd, const struct wasi_address *address, uint32_t port) {
    if (patience == 0) {
        return sock_connect(fd, address, port);
    }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    uint32_t error = sock_connect(fd, address, port);
    if (error == EINPROGRESS) {
        struct pollfd one = {.fd = fd, .events = POLLOUT};
        uint32_t size = sizeof error;
        if (poll(&one, 1, patience * 1000) <= 0) {
            return ETIMEDOUT;
        }
        uint32_t asked = sock_getsockopt(fd, 0, OPTION_ERROR, &error, &size);
        error = asked != 0 ? asked : error;
    }
    fcntl(fd, F_SETFL, 0);
    return error;
}

/* A connection to the first address that takes one, or -1. */
static int connect_to(const char *host, const char *port) {
    uint8_t data[MAX_FOUND][26];
    struct wasi_sockaddr addresses[MAX_FOUND];
    struct wasi_addrinfo infos[MAX_FOUND] = {0};
    for (int i = 0; i < MAX_FOUND; i++) {
        addresses[i] = (struct wasi_sockaddr){.data_length = 26, .data = data[i]};
        infos[i].address = &addresses[i];
        infos[i].next = i + 1 < MAX_FOUND ? &infos[i + 1] : NULL;
    }
    const struct wasi_addrinfo hint = {.family = FAMILY_INET4, .type = TYPE_STREAM};
    struct wasi_addrinfo *first = infos;
    uint32_t count = 0;
    uint32_t error = sock_getaddrinfo(
            host, (uint32_t) strlen(host), port, (uint32_t) strlen(port), &hint, &first, MAX_FOUND, &count);
    if (error != 0) {
        return fail("find", host, error);
    }
    for (uint32_t i = 0; i < count; i++) {
        int fd;
        error = sock_open(FAMILY_INET4, TYPE_STREAM, &fd);
        if (error != 0) {
            return fail("make a socket for", host, error);
        }
        const struct wasi_address address = {.bytes = data[i] + 2, .length = 4};
        error = connect_in_time(fd, &address, (uint32_t) data[i][0] << 8 | data[i][1]);
        if (error == 0) {
            return fd;
        }
        close(fd);
    }
    return fail("connect to", host, error);
}

struct url {
    char host[256];
    char port[6];
    char path[1024];
};

static int parse(const char *text, struct url *into) {
    strcpy(into->port, "80");
    strcpy(into->path, "/");
    int hosts = sscanf(text, "http://%255[^:/]:%5[0-9]%1023s", into->host, into->port, into->path);
    return hosts >= 2 || sscanf(text, "http://%255[^:/]%1023s", into->host, into->path) >= 1;
}

/* Reads to the end, which Connection: close makes the end of the answer; NULL without memory. */
static char *read_all(int fd, size_t *length) {
    char *all = NULL;
    size_t room = 0;
    *length = 0;
    for (;;) {
        if (room - *length < 4097) {
            room = room * 2 + 8192;
            char *more = realloc(all, room);
            if (more == NULL) {
                free(all);
                return NULL;
            }
            all = more;
        }
        ssize_t count = recv(fd, all + *length, 4096, 0);
        if (count <= 0) {
            all[*length] = '\0';
            return all;
        }
        *length += (size_t) count;
    }
}

static int send_all(int fd, const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t count = send(fd, text, left, 0);
        if (count < 0) {
            return -1;
        }
        text += count;
        left -= (size_t) count;
    }
    return 0;
}

/* The status; where it leads to when that is a redirect. */
static int fetch(const struct url *from, char location[1024]) {
    char request[2048];
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", from->path, from->host);
    int fd = connect_to(from->host, from->port);
    if (fd < 0) {
        return -1;
    }
    size_t length = 0;
    char *answer = send_all(fd, request) == 0 ? read_all(fd, &length) : NULL;
    close(fd);
    char *body = answer == NULL ? NULL : strstr(answer, "\r\n\r\n");
    int status = 0;
    if (body == NULL || sscanf(answer, "HTTP/1.%*1[01] %3d", &status) != 1) {
        fprintf(stderr, "%s says nothing of HTTP\n", from->host);
        free(answer);
        return -1;
    }
    const char *to = strcasestr(answer, "\r\nLocation: ");
    if (status / 100 == 3 && to != NULL && to < body) {
        sscanf(to + 12, "%1023[^\r\n]", location);
    } else {
        body += 4;
        fwrite(body, 1, length - (size_t) (body - answer), stdout);
    }
    free(answer);
    return status;
}

int main(int argc, char **argv) {
    char location[1024] = "";
    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: fetch http://host[:port]/path [seconds]\n");
        return 2;
    }
    patience = argc == 3 ? atoi(argv[2]) : 0;
    snprintf(location, sizeof location, "%s", argv[1]);
    for (int hop = 0; hop < MAX_HOPS; hop++) {
        struct url url;
        if (!parse(location, &url)) {
            fprintf(stderr, "cannot read %s: it must look like http://host:port/path\n", location);
            return 2;
        }
        location[0] = '\0';
        int status = fetch(&url, location);
        if (status < 0) {
            return 1;
        }
        if (location[0] == '\0') {
            return status / 100 == 2 ? 0 : 1;
        }
        fprintf(stderr, "redirected to %s\n", location);
    }
    fprintf(stderr, "redirected too often\n");
    return 1;
}
