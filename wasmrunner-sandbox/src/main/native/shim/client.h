/* Whoever is connected to control, and the command that started the shim. */
#ifndef WASMRUNNER_SHIM_CLIENT_H
#define WASMRUNNER_SHIM_CLIENT_H

#include "request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLIENTS 64
#define CLIENT_IN 8192
#define CLIENT_OUT (1024 * 1024)
/* Of a frame: its type and the length of what follows, most significant byte first. */
#define FRAME_HEADER 5
/* What of a guest's output is read at once while somebody is attached. */
#define ATTACHED_CHUNK (32 * 1024)

enum frame { FRAME_STDIN, FRAME_STDOUT, FRAME_STDERR, FRAME_RUN_ENDED, FRAME_SHIM_GOES };
enum expecting { NOTHING, NEXT_SETTLED, END_SETTLED, BE_PAUSED, BE_RESUMED, TURNS };

struct client {
    /* -1: nobody. */
    int socket;
    /* It speaks in frames from now on. */
    bool framed;
    bool input;
    bool output;
    /* Its first answer is to come; what is sent before waits behind that. */
    bool starter;
    /* It settles the run that it stops, and nobody waits for that. */
    bool mine;
    /* It is attached, and settles the runs that end if it is there then. */
    bool settles;
    /* It was told to settle the one that has ended, and is waited for. */
    bool settling;
    /* Gone once everything is sent. */
    bool closing;
    /* Nothing more comes from it, but it may still read. */
    bool silent;
    enum expecting expecting;
    size_t used;
    char in[CLIENT_IN];
    /* Of a frame with input, what has not come yet. */
    uint64_t frame_left;
    char *out;
    size_t out_at;
    size_t out_end;
    char answer[600];
    size_t answer_at;
    size_t answer_end;
    /* Since when there is no room for what the guest writes; 0 when there is. */
    uint64_t slow_ns;
};

void client_init(struct client *client, int socket);
void client_drop(struct client *client);
/* Bytes that go behind those that wait; a client without room for them is dropped. */
void client_send(struct client *client, const char *bytes, size_t count);
void client_say(struct client *client, const char *format, ...) __attribute__((format(printf, 2, 3)));
void client_frame(struct client *client, enum frame type, const char *bytes, size_t count);
/* The starter's one answer, which goes before all else. */
void client_answer(struct client *client, const char *line);
/* Sends what can be sent; drops a client that is gone. */
void client_flush(struct client *client);
bool client_waits(const struct client *client);
bool client_has_room(const struct client *client);

#endif
