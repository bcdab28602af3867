/* What a guest writes, on its way to where it is kept. A line counts as taken once that has it. */
#ifndef WASMRUNNER_SHIM_LOG_H
#define WASMRUNNER_SHIM_LOG_H

#include "config.h"
#include "lines.h"
#include "log_json.h"

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

enum stream { STREAM_OUT, STREAM_ERR, STREAMS };

/* What is read of a guest at once. */
#define LOG_CHUNK (256 * 1024)
/* What waits to be written, when it is not to wait for longer. */
#define LOG_PENDING (1024 * 1024)

struct log_file {
    const char *path;
    int file;
    uint64_t size;
    /* 0: none. */
    uint64_t max_size;
    unsigned max_files;
    bool compress;
    pid_t compressor;
    /* When it was last looked whether the file still has its name. */
    uint64_t looked_ns;
};

struct log_socket {
    int socket;
    int type;
    struct sockaddr_storage address;
    socklen_t address_length;
    /* Of the first message that waits: bytes that are sent. */
    size_t sent;
    /* What stands before each message of standard output and of standard error, without what changes. */
    char header[STREAMS][1024];
    char footer[64];
    uint64_t format;
    char host[256];
    const char *tag;
};

struct log {
    uint64_t driver;
    bool dropping;
    struct lines lines[STREAMS];
    char chunk[LOG_CHUNK];
    const char *at;
    const char *end;
    enum stream stream;
    struct timespec read;
    char time[TIME_BYTES];
    /* Encoded; pending_at of them is written. */
    char *pending;
    size_t pending_size;
    size_t pending_at;
    size_t pending_end;
    /* Not to be tried before then; 0 when it last went well. */
    uint64_t blocked_until_ns;
    uint64_t dropped;
    struct log_file file;
    struct log_socket socket;
};

bool log_open(struct log *log, const struct config *config, struct problem *problem);

/* Whether a chunk may be filled. */
bool log_ready(const struct log *log);

/* Takes what now stands in the chunk. */
void log_take(struct log *log, enum stream stream, size_t count);

/* Nothing more comes of this run: unfinished lines are lines. */
void log_end_run(struct log *log);

/* Goes on with what waits, when it is time to. */
void log_pump(struct log *log);

/* When to call log_pump next; UINT64_MAX when nothing waits. */
uint64_t log_due(const struct log *log);

/* Whether nothing waits. */
bool log_empty(const struct log *log);

/* Gives up what waits; how many bytes. */
size_t log_forget(struct log *log);

/* A child that ended, with its status as wait has it: whether it was the log's. */
bool log_reaped(struct log *log, pid_t child, int status);

/* The parts, which log.c puts together. Each writes what it can of pending and says by a negative errno why it stopped. */
bool log_file_open(struct log *log, const struct config *config, struct problem *problem);
int log_file_write(struct log *log);
/* Whether the next line belongs into the next file; how to get to that, once nothing waits; what to do when a file is done. */
bool log_file_full(const struct log *log);
int log_file_turn(struct log *log);
void log_file_compress(struct log *log);
bool log_socket_open(struct log *log, const struct config *config, struct problem *problem);
int log_socket_write(struct log *log);
/* One message as it is sent, with its length before it; the length of both. */
size_t log_socket_message(struct log *log, char *to, const struct line *line);
/* How much room the message of the longest line needs. */
#define MESSAGE_MAX_BYTES (LINE_MAX_BYTES + 2048)

#endif
