/* The line to the launcher: the spec and orders go there, answers and the end record come back. */
#include "shim.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void lifeline_order(struct shim *shim, const char *format, ...) {
    struct run *run = &shim->run;
    size_t room = sizeof run->orders - run->orders_used;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(run->orders + run->orders_used, room, format, arguments);
    va_end(arguments);
    /* A launcher that takes nothing is killed when its time is over. */
    if (length > 0 && (size_t) length < room) {
        run->orders_used += (size_t) length;
    }
    lifeline_write(shim);
}

bool lifeline_waits(const struct shim *shim) {
    return shim->run.spec_sent < shim->spec_length || shim->run.orders_used > 0;
}

static void close_line(struct run *run) {
    close(run->line);
    run->line = -1;
}

static ssize_t push(struct run *run, const char *bytes, size_t count) {
    ssize_t sent = send(run->line, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EPIPE) {
        /* It reads no more, but may still have something to say. */
        run->orders_used = 0;
        run->spec_sent = SIZE_MAX;
    }
    return sent;
}

void lifeline_write(struct shim *shim) {
    struct run *run = &shim->run;
    while (run->line >= 0 && run->spec_sent < shim->spec_length) {
        ssize_t sent = push(run, shim->spec + run->spec_sent, shim->spec_length - run->spec_sent);
        if (sent < 0) {
            return;
        }
        run->spec_sent += (size_t) sent;
    }
    while (run->line >= 0 && run->orders_used > 0) {
        ssize_t sent = push(run, run->orders, run->orders_used);
        if (sent < 0) {
            return;
        }
        run->orders_used -= (size_t) sent;
        memmove(run->orders, run->orders + sent, run->orders_used);
    }
}

static void take_reply(struct shim *shim, const char *reply) {
    struct run *run = &shim->run;
    if (strcmp(reply, "paused") == 0) {
        run->holding = HELD;
        control_answer(shim, BE_PAUSED, "ok");
        control_tell(shim, TURNS, "paused");
    } else if (strcmp(reply, "resumed") == 0) {
        run->holding = FREE;
        control_answer(shim, BE_RESUMED, "ok");
        control_tell(shim, TURNS, "resumed");
    } else if (strcmp(reply, "refused") == 0) {
        run->holding = run->holding == RESUMING ? HELD : FREE;
        control_answer(shim, BE_PAUSED, "error the run cannot be paused");
        control_answer(shim, BE_RESUMED, "error the run cannot be resumed");
    }
}

static void keep(struct run *run, const char *bytes, size_t count) {
    if (run->record == NULL) {
        run->record = malloc(MAX_RECORD);
    }
    if (run->record == NULL || count > MAX_RECORD - run->record_used) {
        return;
    }
    memcpy(run->record + run->record_used, bytes, count);
    run->record_used += count;
}

/* Lines, and from the first NUL on the record, whose first record has no newline. */
static void take(struct shim *shim, const char *bytes, size_t count) {
    struct run *run = &shim->run;
    for (size_t i = 0; i < count; i++) {
        if (run->record_used > 0 || bytes[i] == '\0') {
            keep(run, run->reply, run->reply_used);
            run->reply_used = 0;
            keep(run, bytes + i, count - i);
            return;
        }
        if (bytes[i] == '\n') {
            run->reply[run->reply_used] = '\0';
            run->reply_used = 0;
            take_reply(shim, run->reply);
        } else if (run->reply_used < sizeof run->reply - 1) {
            run->reply[run->reply_used++] = bytes[i];
        }
    }
}

void lifeline_read(struct shim *shim) {
    struct run *run = &shim->run;
    char bytes[16384];
    while (run->line >= 0) {
        ssize_t count = recv(run->line, bytes, sizeof bytes, MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && errno == EAGAIN) {
            return;
        }
        if (count <= 0) {
            close_line(run);
            return;
        }
        take(shim, bytes, (size_t) count);
    }
}
