/* The socket control, and who is connected to it. */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define NAME "control"

bool control_open(struct shim *shim, struct problem *said) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = NAME};
    const char *folder = shim->config.value[CONFIG_FOLDER];
    /* Its path may be longer than an address can be. */
    if (chdir(folder) != 0) {
        return problem(said, "cannot change to %.300s: %s", folder, strerror(errno));
    }
    /* Of a shim that was killed: this one has the lock. */
    unlink(NAME);
    shim->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (shim->listener < 0 || bind(shim->listener, (struct sockaddr *) &address, sizeof address) != 0
        || chmod(NAME, 0600) != 0 || listen(shim->listener, CLIENTS) != 0) {
        return problem(said, "cannot listen at %.300s/" NAME ": %s", folder, strerror(errno));
    }
    return true;
}

void control_close(struct shim *shim) {
    char path[PATH_MAX];
    if (folder_path(shim, NAME, path)) {
        unlink(path);
    }
    close(shim->listener);
    shim->listener = -1;
}

static bool may_connect(int socket) {
    struct ucred peer;
    socklen_t length = sizeof peer;
    return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

static void turn_away(int socket, const char *why) {
    (void) !send(socket, why, strlen(why), MSG_NOSIGNAL | MSG_DONTWAIT);
    close(socket);
}

static struct client *free_place(struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        if (shim->clients[i].socket < 0) {
            return &shim->clients[i];
        }
    }
    return NULL;
}

/* One at a time: those that are gone already make room for the next. */
void control_accept(struct shim *shim) {
    int socket = accept4(shim->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    struct client *client = free_place(shim);
    if (socket < 0) {
        return;
    }
    if (!may_connect(socket)) {
        turn_away(socket, "error this container is another user's\n");
    } else if (client == NULL) {
        turn_away(socket, "error too many clients\n");
    } else {
        client_init(client, socket);
    }
}

/* Lines up to the first whose answer has to wait. */
static void take_lines(struct shim *shim, struct client *client) {
    while (client->socket >= 0 && !client->framed && !client->closing && client->expecting == NOTHING) {
        const char *newline = memchr(client->in, '\n', client->used);
        size_t length = newline == NULL ? client->used : (size_t) (newline - client->in);
        if (length > REQUEST_MAX_BYTES) {
            client->closing = true;
            client_say(client, "error the line has more than %d bytes", REQUEST_MAX_BYTES);
            return;
        }
        if (newline == NULL) {
            return;
        }
        struct request request;
        bool good = request_parse(&request, client->in, length);
        client->used -= length + 1;
        memmove(client->in, newline + 1, client->used);
        if (good) {
            carry_out(shim, client, &request);
        } else {
            client_say(client, "error this is no request");
        }
    }
}

static void take(struct shim *shim, struct client *client) {
    take_lines(shim, client);
    if (client->socket >= 0 && client->framed && !input_take(shim, client)) {
        input_lost(shim, client);
        client_drop(client);
    }
}

/* Nothing more comes from it; it may still wait for something. */
static void end_of_input(struct shim *shim, struct client *client) {
    client->silent = true;
    input_lost(shim, client);
    if (client->framed ? !client->output : client->expecting == NOTHING) {
        client->closing = true;
    }
}

void control_read(struct shim *shim, struct client *client) {
    ssize_t count = recv(client->socket, client->in + client->used, sizeof client->in - client->used, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (count < 0) {
        input_lost(shim, client);
        client_drop(client);
        return;
    }
    if (count == 0) {
        end_of_input(shim, client);
        return;
    }
    client->used += (size_t) count;
    if (client->closing) {
        client->used = 0;
        return;
    }
    take(shim, client);
}

void control_answer(struct shim *shim, enum expecting expecting, const char *line) {
    for (int i = 0; i < CLIENTS; i++) {
        struct client *client = &shim->clients[i];
        if (client->socket >= 0 && client->expecting == expecting) {
            client->expecting = NOTHING;
            client_say(client, "%s", line);
            client->closing = client->closing || client->silent;
            take(shim, client);
        }
    }
}

void control_tell(struct shim *shim, enum expecting expecting, const char *line) {
    for (int i = 0; i < CLIENTS; i++) {
        if (shim->clients[i].socket >= 0 && shim->clients[i].expecting == expecting) {
            client_say(&shim->clients[i], "%s", line);
        }
    }
}

void control_frame(struct shim *shim, enum frame type) {
    for (int i = 0; i < CLIENTS; i++) {
        if (shim->clients[i].socket >= 0 && shim->clients[i].framed) {
            client_frame(&shim->clients[i], type, "", 0);
        }
    }
}

struct client *control_starter(struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        if (shim->clients[i].socket >= 0 && shim->clients[i].starter) {
            return &shim->clients[i];
        }
    }
    return NULL;
}
