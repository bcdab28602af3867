/* What attached clients send becomes the guest's standard input. */
#include "shim.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void end_input(struct shim *shim) {
    if (shim->config.number[CONFIG_STDIN] == STDIN_ONCE) {
        shim->input_over = true;
    }
    if (shim->run.input >= 0) {
        close(shim->run.input);
        shim->run.input = -1;
    }
}

void input_lost(struct shim *shim, const struct client *client) {
    if (client->socket >= 0 && client->input && shim->config.number[CONFIG_STDIN] == STDIN_ONCE) {
        end_input(shim);
    }
}

/* Between two runs it waits for the next; when the guest reads no more it goes nowhere. */
static ssize_t pass_on(const struct shim *shim, const char *bytes, size_t count) {
    if (shim->phase != RUNNING && shim->phase != GOING) {
        return 0;
    }
    if (shim->run.input < 0) {
        return (ssize_t) count;
    }
    ssize_t written = write(shim->run.input, bytes, count);
    if (written < 0) {
        return errno == EAGAIN || errno == EINTR ? 0 : (ssize_t) count;
    }
    return written;
}

static void consume(struct client *client, size_t count) {
    client->used -= count;
    memmove(client->in, client->in + count, client->used);
}

static bool begin_frame(struct shim *shim, struct client *client) {
    const unsigned char *header = (const unsigned char *) client->in;
    if (header[0] != FRAME_STDIN || !client->input) {
        return false;
    }
    client->frame_left = (uint64_t) header[1] << 24 | (uint64_t) header[2] << 16 | (uint64_t) header[3] << 8 | header[4];
    if (client->frame_left == 0) {
        end_input(shim);
    }
    consume(client, FRAME_HEADER);
    return true;
}

bool input_take(struct shim *shim, struct client *client) {
    while (client->used > 0) {
        if (client->frame_left > 0) {
            size_t there = client->used < client->frame_left ? client->used : (size_t) client->frame_left;
            ssize_t taken = pass_on(shim, client->in, there);
            if (taken == 0) {
                return true;
            }
            client->frame_left -= (uint64_t) taken;
            consume(client, (size_t) taken);
        } else if (client->used < FRAME_HEADER) {
            return true;
        } else if (!begin_frame(shim, client)) {
            return false;
        }
    }
    return true;
}

bool input_waits(const struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        const struct client *client = &shim->clients[i];
        if (client->socket >= 0 && client->framed && client->frame_left > 0 && client->used > 0) {
            return shim->phase == RUNNING && shim->run.input >= 0;
        }
    }
    return false;
}

void input_pump(struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        struct client *client = &shim->clients[i];
        if (client->socket >= 0 && client->framed && !input_take(shim, client)) {
            input_lost(shim, client);
            client_drop(client);
        }
    }
}
