#include "log.h"

#include "clock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define RETRY_NS UINT64_C(200000000)
/* For a receiver that lives and has only not kept up. */
#define RETRY_SOON_NS UINT64_C(5000000)
#define DEFAULT_BUFFER (1024 * 1024)

static const char *const stream_names[STREAMS] = {"stdout", "stderr"};

static bool is_file(const struct log *log) {
    return log->driver == DRIVER_JSON_FILE || log->driver == DRIVER_LOCAL;
}

bool log_open(struct log *log, const struct config *config, struct problem *said) {
    log->driver = config->number[CONFIG_LOG_DRIVER];
    log->dropping = config->number[CONFIG_LOG_MODE] == MODE_NON_BLOCKING;
    uint64_t buffer = config->number[CONFIG_LOG_BUFFER];
    log->pending_size = LOG_PENDING;
    if (log->dropping) {
        /* A message that is being written is not in the way of the ones that wait. */
        log->pending_size = (buffer == 0 ? DEFAULT_BUFFER : buffer) + JSON_MAX_BYTES;
    }
    log->file.file = -1;
    log->socket.socket = -1;
    log->pending = malloc(log->pending_size);
    if (log->pending == NULL) {
        return problem(said, "no memory for the log");
    }
    if (is_file(log)) {
        return log_file_open(log, config, said);
    }
    return log->driver == DRIVER_NONE || log_socket_open(log, config, said);
}

bool log_empty(const struct log *log) {
    return log->at == log->end && log->pending_at == log->pending_end;
}

bool log_ready(const struct log *log) {
    return log->at == log->end && (log->dropping || log->pending_at == log->pending_end);
}

uint64_t log_due(const struct log *log) {
    return log_empty(log) ? UINT64_MAX : log->blocked_until_ns;
}

/* False when it does not go on, now. */
static bool flush(struct log *log) {
    if (log->pending_at == log->pending_end) {
        return true;
    }
    if (log->blocked_until_ns != 0 && clock_now() < log->blocked_until_ns) {
        return false;
    }
    int error = is_file(log) ? log_file_write(log) : log_socket_write(log);
    if (log->pending_at == log->pending_end) {
        log->pending_at = log->pending_end = 0;
    }
    bool soon = error == -EAGAIN || error == -EINPROGRESS;
    log->blocked_until_ns = error == 0 ? 0 : clock_now() + (soon ? RETRY_SOON_NS : RETRY_NS);
    return error == 0;
}

static size_t needed(const struct log *log) {
    return is_file(log) ? JSON_MAX_BYTES : MESSAGE_MAX_BYTES;
}

static void move_to_front(struct log *log) {
    memmove(log->pending, log->pending + log->pending_at, log->pending_end - log->pending_at);
    log->pending_end -= log->pending_at;
    log->pending_at = 0;
}

/* Room for one more line. */
static bool make_room(struct log *log) {
    bool full = is_file(log) && log_file_full(log);
    if (!full && log->pending_size - log->pending_end >= needed(log)) {
        return true;
    }
    if (!flush(log)) {
        move_to_front(log);
        return false;
    }
    if (!full) {
        return true;
    }
    if (log->blocked_until_ns != 0 && clock_now() < log->blocked_until_ns) {
        return false;
    }
    int error = log_file_turn(log);
    log->blocked_until_ns = error == 0 ? 0 : clock_now() + RETRY_NS;
    return error == 0;
}

static void encode(struct log *log, const struct line *line) {
    char *to = log->pending + log->pending_end;
    log->pending_end += is_file(log) ? json_line(to, line, stream_names[log->stream], log->time)
                                     : log_socket_message(log, to, line);
}

/* With room for a line; false when there is none and lines are not to be dropped. */
static bool may_go_on(struct log *log, bool *drop) {
    *drop = false;
    if (make_room(log)) {
        return true;
    }
    *drop = log->dropping && log->pending_size - log->pending_end < needed(log);
    return log->dropping;
}

void log_pump(struct log *log) {
    bool drop = false;
    while (log->at < log->end && may_go_on(log, &drop)) {
        struct line line;
        if (!lines_next(&log->lines[log->stream], &log->at, log->end, &line)) {
            continue;
        }
        if (drop) {
            log->dropped++;
        } else {
            encode(log, &line);
        }
    }
    flush(log);
}

void log_take(struct log *log, enum stream stream, size_t count) {
    log->at = log->end = log->chunk;
    if (log->driver == DRIVER_NONE) {
        return;
    }
    log->end += count;
    log->stream = stream;
    clock_gettime(CLOCK_REALTIME, &log->read);
    format_time(log->time, &log->read);
    log_pump(log);
}

void log_end_run(struct log *log) {
    clock_gettime(CLOCK_REALTIME, &log->read);
    format_time(log->time, &log->read);
    for (int i = 0; i < STREAMS && log->driver != DRIVER_NONE; i++) {
        struct line line;
        /* Called with nothing waiting, so there is room. */
        if (lines_rest(&log->lines[i], &line)) {
            log->stream = (enum stream) i;
            encode(log, &line);
        }
    }
    flush(log);
}

size_t log_forget(struct log *log) {
    size_t lost = (size_t) (log->end - log->at) + (log->pending_end - log->pending_at);
    log->at = log->end;
    log->pending_at = log->pending_end = 0;
    log->blocked_until_ns = 0;
    return lost;
}

bool log_reaped(struct log *log, pid_t child, int status) {
    if (child != log->file.compressor || child <= 0) {
        return false;
    }
    log->file.compressor = 0;
    /* A turn may have waited for it. */
    log->blocked_until_ns = 0;
    if (status == 0) {
        log_file_compress(log);
    }
    return true;
}
