#include "client.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Besides output: the frames that are not, and an answer. */
#define SPARE 8192

void client_init(struct client *client, int socket) {
    memset(client, 0, offsetof(struct client, in));
    client->frame_left = 0;
    client->out = NULL;
    client->out_at = client->out_end = 0;
    client->answer_at = client->answer_end = 0;
    client->slow_ns = 0;
    client->socket = socket;
}

void client_drop(struct client *client) {
    if (client->socket >= 0) {
        close(client->socket);
    }
    free(client->out);
    client_init(client, -1);
}

static bool make_room(struct client *client, size_t count) {
    if (client->out == NULL) {
        client->out = malloc(CLIENT_OUT);
        if (client->out == NULL) {
            return false;
        }
    }
    if (CLIENT_OUT - client->out_end < count) {
        memmove(client->out, client->out + client->out_at, client->out_end - client->out_at);
        client->out_end -= client->out_at;
        client->out_at = 0;
    }
    return CLIENT_OUT - client->out_end >= count;
}

void client_send(struct client *client, const char *bytes, size_t count) {
    if (client->socket < 0) {
        return;
    }
    if (!make_room(client, count)) {
        client_drop(client);
        return;
    }
    memcpy(client->out + client->out_end, bytes, count);
    client->out_end += count;
}

void client_say(struct client *client, const char *format, ...) {
    char line[600];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    size_t end = length < 0 ? 0 : length < (int) sizeof line - 1 ? (size_t) length : sizeof line - 2;
    line[end] = '\n';
    client_send(client, line, end + 1);
}

void client_frame(struct client *client, enum frame type, const char *bytes, size_t count) {
    char header[FRAME_HEADER] = {(char) type, (char) (count >> 24), (char) (count >> 16), (char) (count >> 8),
                                 (char) count};
    client_send(client, header, sizeof header);
    client_send(client, bytes, count);
}

void client_answer(struct client *client, const char *line) {
    int length = snprintf(client->answer, sizeof client->answer, "%.590s\n", line);
    client->answer_at = 0;
    client->answer_end = (size_t) length;
    client->starter = false;
}

bool client_waits(const struct client *client) {
    return client->socket >= 0 && !client->starter
           && (client->answer_at < client->answer_end || client->out_at < client->out_end);
}

bool client_has_room(const struct client *client) {
    return CLIENT_OUT - (client->out_end - client->out_at) >= ATTACHED_CHUNK + SPARE;
}

static bool push(struct client *client, const char *bytes, size_t *at, size_t end) {
    while (*at < end) {
        ssize_t count = send(client->socket, bytes + *at, end - *at, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            if (errno != EAGAIN) {
                client_drop(client);
            }
            return false;
        }
        *at += (size_t) count;
    }
    return true;
}

void client_flush(struct client *client) {
    if (client->socket < 0 || client->starter) {
        return;
    }
    if (!push(client, client->answer, &client->answer_at, client->answer_end)
        || !push(client, client->out, &client->out_at, client->out_end)) {
        return;
    }
    free(client->out);
    client->out = NULL;
    client->out_at = client->out_end = 0;
    if (client->closing) {
        client_drop(client);
    }
}
