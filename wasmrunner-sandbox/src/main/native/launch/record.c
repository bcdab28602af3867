#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct sink {
    int file;
    int error;
    size_t used;
    size_t total;
    uint64_t records;
    char buffer[4096];
};

static void flush(struct sink *to) {
    size_t done = 0;
    while (to->error == 0 && done < to->used) {
        ssize_t count = write(to->file, to->buffer + done, to->used - done);
        if (count < 0 && errno != EINTR) {
            to->error = -errno;
        }
        done += count > 0 ? (size_t) count : 0;
    }
    to->used = 0;
}

static void put(struct sink *to, const char *bytes, size_t length) {
    to->total += length;
    while (length > 0) {
        size_t part = sizeof to->buffer - to->used;
        part = part < length ? part : length;
        memcpy(to->buffer + to->used, bytes, part);
        to->used += part;
        bytes += part;
        length -= part;
        if (to->used == sizeof to->buffer) {
            flush(to);
        }
    }
}

static void add(struct sink *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct sink *to, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0) {
        put(to, text, strlen(text) + 1);
        to->records++;
    }
}

static unsigned long long microseconds(struct timeval time) {
    return (unsigned long long) time.tv_sec * 1000000 + (unsigned long long) time.tv_usec;
}

static void add_end(struct sink *to, const struct outcome *outcome) {
    if (outcome->failed[0] != '\0') {
        add(to, "failed=%s", outcome->failed);
    } else if (WIFSIGNALED(outcome->status)) {
        add(to, "signal=%d", WTERMSIG(outcome->status));
    } else {
        add(to, "exit=%d", WEXITSTATUS(outcome->status));
    }
    if (outcome->stopped != NULL) {
        add(to, "stopped=%s", outcome->stopped);
    }
}

static void add_missing(struct sink *to, const struct outcome *outcome) {
    for (int i = 0; i < MECHANISMS; i++) {
        if ((outcome->notes->missing & MECHANISM_BIT(i)) != 0) {
            int why = outcome->notes->why[i];
            add(to, "missing=%s: %s", mechanism_name((enum mechanism) i), why == 0 ? "pretended" : strerror(why));
        }
    }
    for (int i = 0; outcome->cgroup != NULL && i < LIMITS; i++) {
        if (outcome->cgroup->unlimited[i][0] != '\0') {
            add(to, "unlimited=%s: %s", limit_name((enum limit) i), outcome->cgroup->unlimited[i]);
        }
    }
}

static void add_usage(struct sink *to, const struct outcome *outcome) {
    if (outcome->oom) {
        add(to, "oom=yes");
    }
    if (outcome->cpu_time) {
        add(to, "cpu-time=yes");
    }
    add(to, "wall-ns=%llu", (unsigned long long) outcome->wall_ns);
    add(to, "user-us=%llu", microseconds(outcome->usage.ru_utime));
    add(to, "system-us=%llu", microseconds(outcome->usage.ru_stime));
    add(to, "max-rss=%llu", (unsigned long long) outcome->usage.ru_maxrss * 1024);
    add(to, "set-up-us=%llu", (unsigned long long) outcome->set_up_us);
}

/* All of it is the worker's word, which may be anything but may not reach beyond the ledger, nor beyond a record. */
static void add_ledger(struct sink *to, const struct ledger *ledger) {
    static const char key[] = "worker.text=";
    add(to, "worker.state=%llu", (unsigned long long) ledger->state);
    for (int i = 0; i < LEDGER_COUNTERS; i++) {
        uint64_t count = ledger->counters[i];
        if (count != 0) {
            add(to, "worker.count.%d=%llu", i, (unsigned long long) count);
        }
    }
    uint64_t used = ledger->text_used;
    size_t end = used < LEDGER_TEXT_BYTES ? (size_t) used : LEDGER_TEXT_BYTES;
    for (size_t at = 0; at < end;) {
        size_t length = strnlen(ledger->text + at, end - at);
        size_t take = length < RECORDS_MAX_VALUE ? length : RECORDS_MAX_VALUE;
        /* Room is left for the record end=. */
        if (length > 0 && to->total + strlen(key) + take + 64 < RECORD_MAX_BYTES) {
            put(to, key, strlen(key));
            put(to, ledger->text + at, take);
            put(to, "", 1);
            to->records++;
        }
        at += length + 1;
    }
}

static int write_all(int file, const struct outcome *outcome) {
    static struct sink to;
    to = (struct sink){.file = file};
    add(&to, "wasmrunner-end=1");
    add(&to, "id=%s", outcome->id);
    add_end(&to, outcome);
    add_missing(&to, outcome);
    add_usage(&to, outcome);
    add_ledger(&to, outcome->ledger);
    add(&to, "end=%llu", (unsigned long long) to.records);
    flush(&to);
    return to.error;
}

int record_send(int socket, const struct outcome *outcome) {
    return write_all(socket, outcome);
}

int record_write(const char *path, const struct outcome *outcome) {
    char beside[PATH_MAX];
    int length = snprintf(beside, sizeof beside, "%s.%d.new", path, (int) getpid());
    if (length < 0 || (size_t) length >= sizeof beside) {
        return -ENAMETOOLONG;
    }
    int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        return -errno;
    }
    int error = write_all(file, outcome);
    if (close(file) != 0 && error == 0) {
        error = -errno;
    }
    if (error == 0 && rename(beside, path) != 0) {
        error = -errno;
    }
    if (error != 0) {
        unlink(beside);
    }
    return error;
}
