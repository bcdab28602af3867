/* What the guest writes goes to whoever is attached and into the log; what they cannot take, it waits for. */
#include "clock.h"
#include "shim.h"

#include <errno.h>
#include <unistd.h>

/* How long a client may hold everything up. */
#define PATIENCE_NS (10 * SECOND)

static bool is_attached(const struct client *client) {
    return client->socket >= 0 && client->output;
}

bool output_wanted(struct shim *shim) {
    bool room = true;
    for (int i = 0; i < CLIENTS; i++) {
        struct client *client = &shim->clients[i];
        if (is_attached(client) && !client_has_room(client)) {
            room = false;
            if (client->slow_ns == 0) {
                client->slow_ns = clock_now();
            }
        }
    }
    return room && log_ready(&shim->log);
}

void output_tick(struct shim *shim) {
    uint64_t now = clock_now();
    for (int i = 0; i < CLIENTS; i++) {
        struct client *client = &shim->clients[i];
        if (client->slow_ns == 0 || client_has_room(client)) {
            client->slow_ns = 0;
        } else if (now - client->slow_ns >= PATIENCE_NS) {
            diary(shim, "a client that does not read its output is dropped");
            input_lost(shim, client);
            client_drop(client);
        }
    }
}

uint64_t output_due(const struct shim *shim) {
    uint64_t due = NEVER;
    for (int i = 0; i < CLIENTS; i++) {
        uint64_t slow = shim->clients[i].slow_ns;
        if (slow != 0 && slow + PATIENCE_NS < due) {
            due = slow + PATIENCE_NS;
        }
    }
    return due;
}

static bool anybody_attached(const struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        if (is_attached(&shim->clients[i])) {
            return true;
        }
    }
    return false;
}

void output_read(struct shim *shim, enum stream stream) {
    struct run *run = &shim->run;
    struct log *log = &shim->log;
    size_t room = anybody_attached(shim) ? ATTACHED_CHUNK : sizeof log->chunk;
    ssize_t count = read(run->output[stream], log->chunk, room);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (count <= 0) {
        close(run->output[stream]);
        run->output[stream] = -1;
        return;
    }
    for (int i = 0; i < CLIENTS; i++) {
        if (is_attached(&shim->clients[i])) {
            client_frame(&shim->clients[i], stream == STREAM_OUT ? FRAME_STDOUT : FRAME_STDERR, log->chunk,
                         (size_t) count);
            client_flush(&shim->clients[i]);
        }
    }
    log_take(log, stream, (size_t) count);
}
