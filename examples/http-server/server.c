/*
 * A small HTTP/1.1 server for WASI preview 1. It makes no socket: the host hands it listening ones as descriptors 3 and on
 * (LISTEN_FDS says how many), and it serves all connections at once by poll. GET / is 200, anything else 404.
 *
 *     wasmrunner run -p 8080:80 server.wasm
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_LISTENER 3
#define MAX_LISTENERS 16
#define MAX_CONNECTIONS 900
#define MAX_REQUEST 8192
#define MAX_ANSWER 512

struct connection {
    int fd;
    bool last;
    bool peer_done;
    size_t used;
    size_t answer_length;
    size_t sent;
    char request[MAX_REQUEST];
    char answer[MAX_ANSWER];
};

static struct connection *connections[MAX_CONNECTIONS];
static size_t open_connections;

static void end(size_t index) {
    close(connections[index]->fd);
    free(connections[index]);
    connections[index] = connections[--open_connections];
}

static void accept_all(int listener) {
    while (open_connections < MAX_CONNECTIONS) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            /* EAGAIN: nobody is left. Others have gone again, or there is no room: the next round tries anew. */
            return;
        }
        struct connection *made = calloc(1, sizeof *made);
        if (made == NULL) {
            close(fd);
            return;
        }
        fcntl(fd, F_SETFL, O_NONBLOCK);
        made->fd = fd;
        connections[open_connections++] = made;
    }
}

/* Where the first request ends, just behind its empty line; 0 when it is not whole yet. */
static size_t head_length(const struct connection *from) {
    for (size_t i = 3; i < from->used; i++) {
        if (memcmp(from->request + i - 3, "\r\n\r\n", 4) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static bool has_line(const char *head, size_t length, const char *line) {
    size_t wanted = strlen(line);
    for (size_t i = 2; i + wanted + 2 <= length; i++) {
        if (head[i - 2] == '\r' && head[i - 1] == '\n' && strncasecmp(head + i, line, wanted) == 0
                && head[i + wanted] == '\r') {
            return true;
        }
    }
    return false;
}

static void answer(struct connection *to, const char *status, const char *body, bool head_only) {
    int length = snprintf(to->answer, sizeof to->answer,
            "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: %s\r\n\r\n%s", status,
            strlen(body), to->last ? "close" : "keep-alive", head_only ? "" : body);
    to->answer_length = (size_t) length;
    to->sent = 0;
}

/* Takes one request off the buffer and makes its answer. */
static void take_request(struct connection *from, size_t length) {
    char *head = from->request;
    bool get = strncmp(head, "GET ", 4) == 0;
    bool head_only = strncmp(head, "HEAD ", 5) == 0;
    bool old = memmem(head, length, " HTTP/1.0\r\n", 11) != NULL;
    /* It reads no bodies, so what follows one could not be told from it. */
    bool body = !get && !head_only;
    from->last = body || has_line(head, length, "Connection: close")
            || (old && !has_line(head, length, "Connection: keep-alive"));
    const char *path = head + (get ? 4 : 5);
    if (body) {
        answer(from, "405 Method Not Allowed", "only GET and HEAD\n", false);
    } else if (strncmp(path, "/ ", 2) == 0) {
        answer(from, "200 OK", "Hello from WebAssembly\n", head_only);
    } else {
        answer(from, "404 Not Found", "there is nothing here\n", head_only);
    }
    memmove(from->request, from->request + length, from->used - length);
    from->used -= length;
}

/* False when the connection is to be closed. */
static bool send_answer(struct connection *to) {
    while (to->sent < to->answer_length) {
        ssize_t count = send(to->fd, to->answer + to->sent, to->answer_length - to->sent, 0);
        if (count < 0) {
            return errno == EAGAIN;
        }
        to->sent += (size_t) count;
    }
    return !to->last;
}

/* False when the connection is to be closed. */
static bool serve(struct connection *from) {
    if (!from->peer_done && from->used < MAX_REQUEST) {
        ssize_t count = recv(from->fd, from->request + from->used, MAX_REQUEST - from->used, 0);
        if (count < 0 && errno != EAGAIN) {
            return false;
        }
        from->peer_done = count == 0;
        from->used += count > 0 ? (size_t) count : 0;
    }
    while (send_answer(from)) {
        if (from->sent < from->answer_length) {
            /* The peer reads more slowly than it asks. */
            return true;
        }
        size_t length = head_length(from);
        if (length == 0 && from->used == MAX_REQUEST) {
            from->last = true;
            from->used = 0;
            answer(from, "431 Request Header Fields Too Large", "too long\n", false);
            continue;
        }
        if (length == 0) {
            return !from->peer_done;
        }
        take_request(from, length);
    }
    return false;
}

static int listeners(void) {
    const char *count = getenv("LISTEN_FDS");
    int number = count == NULL ? 1 : atoi(count);
    return number < 1 ? 1 : number > MAX_LISTENERS ? MAX_LISTENERS : number;
}

int main(void) {
    static struct pollfd polled[MAX_LISTENERS + MAX_CONNECTIONS];
    int count = listeners();
    for (int i = 0; i < count; i++) {
        if (fcntl(FIRST_LISTENER + i, F_SETFL, O_NONBLOCK) != 0) {
            fprintf(stderr, "descriptor %d is no listener: run with -p 8080:80\n", FIRST_LISTENER + i);
            return 1;
        }
    }
    const char *names = getenv("LISTEN_FDNAMES");
    printf("serving port %s\n", names == NULL ? "?" : names);
    fflush(stdout);
    for (;;) {
        /* Full, it leaves those that come waiting in the host's queue. */
        int asked = open_connections < MAX_CONNECTIONS ? count : 0;
        for (int i = 0; i < asked; i++) {
            polled[i] = (struct pollfd){.fd = FIRST_LISTENER + i, .events = POLLIN};
        }
        for (size_t i = 0; i < open_connections; i++) {
            const struct connection *one = connections[i];
            bool sending = one->sent < one->answer_length;
            polled[(size_t) asked + i] = (struct pollfd){.fd = one->fd, .events = sending ? POLLOUT : POLLIN};
        }
        if (poll(polled, (nfds_t) asked + open_connections, -1) < 0) {
            perror("poll");
            return 1;
        }
        /* From the last on: one that ends is replaced by one that was looked at already. */
        for (size_t i = open_connections; i-- > 0;) {
            if (polled[(size_t) asked + i].revents != 0 && !serve(connections[i])) {
                end(i);
            }
        }
        for (int i = 0; i < asked; i++) {
            if (polled[i].revents != 0) {
                accept_all(FIRST_LISTENER + i);
            }
        }
    }
}
