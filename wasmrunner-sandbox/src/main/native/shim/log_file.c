/* The log as files that are turned over when they are full. */
#include "clock.h"
#include "log.h"
#include "rotate.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOOK_NS UINT64_C(1000000000)

static void make_parent(const char *path) {
    char parent[PATH_MAX];
    const char *slash = strrchr(path, '/');
    if (slash != NULL && slash != path && (size_t) (slash - path) < sizeof parent) {
        memcpy(parent, path, (size_t) (slash - path));
        parent[slash - path] = '\0';
        mkdir(parent, 0700);
    }
}

/* A shim that was killed may have left a line that was never whole, and so never taken. */
static void cut_torn_line(int file, struct stat *found) {
    static char tail[JSON_MAX_BYTES];
    off_t from = found->st_size > (off_t) sizeof tail ? found->st_size - (off_t) sizeof tail : 0;
    ssize_t count = pread(file, tail, sizeof tail, from);
    const char *newline = count > 0 ? memrchr(tail, '\n', (size_t) count) : NULL;
    off_t whole = newline == NULL ? from : from + (newline - tail) + 1;
    if (count > 0 && whole < found->st_size && ftruncate(file, whole) == 0) {
        found->st_size = whole;
    }
}

static int open_file(struct log_file *to) {
    to->file = open(to->path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (to->file < 0 && errno == ENOENT) {
        make_parent(to->path);
        to->file = open(to->path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    }
    struct stat found;
    if (to->file < 0 || fstat(to->file, &found) != 0) {
        return -errno;
    }
    if (!S_ISREG(found.st_mode)) {
        close(to->file);
        to->file = -1;
        return -EINVAL;
    }
    cut_torn_line(to->file, &found);
    to->size = (uint64_t) found.st_size;
    to->looked_ns = clock_now();
    return 0;
}

bool log_file_open(struct log *log, const struct config *config, struct problem *said) {
    struct log_file *to = &log->file;
    to->path = config->value[CONFIG_LOG_FILE];
    to->max_size = config->number[CONFIG_LOG_MAX_SIZE];
    to->max_files = config->number[CONFIG_LOG_MAX_FILE] == 0 ? 1 : (unsigned) config->number[CONFIG_LOG_MAX_FILE];
    to->compress = log->driver == DRIVER_LOCAL || config->number[CONFIG_LOG_COMPRESS] != 0;
    int error = open_file(to);
    /* A full disk is no reason not to start: it may have room before the guest has said anything. */
    if (error != 0 && error != -ENOSPC && error != -EDQUOT) {
        return problem(said, "cannot open the log %.300s: %s", to->path, strerror(-error));
    }
    if (to->compress) {
        rotate_clean(to->path, to->max_files);
        log_file_compress(log);
    }
    return true;
}

bool log_file_full(const struct log *log) {
    const struct log_file *to = &log->file;
    return to->max_size != 0 && to->size + (log->pending_end - log->pending_at) >= to->max_size;
}

/* Somebody may have removed the file, or moved it away. */
static void look(struct log_file *to) {
    uint64_t now = clock_now();
    if (to->file < 0 || now - to->looked_ns < LOOK_NS) {
        return;
    }
    struct stat open_one;
    struct stat named;
    to->looked_ns = now;
    if (fstat(to->file, &open_one) != 0 || stat(to->path, &named) != 0 || named.st_ino != open_one.st_ino
        || named.st_dev != open_one.st_dev) {
        close(to->file);
        to->file = -1;
    }
}

void log_file_compress(struct log *log) {
    struct log_file *to = &log->file;
    if (to->compress && to->compressor <= 0) {
        to->compressor = rotate_compress(to->path, to->max_files);
    }
}

int log_file_turn(struct log *log) {
    struct log_file *to = &log->file;
    if (to->compressor > 0) {
        /* It knows its file by its name. */
        return -EBUSY;
    }
    int error = rotate(to->path, to->max_files);
    if (error != 0) {
        return error;
    }
    close(to->file);
    to->file = -1;
    to->size = 0;
    log_file_compress(log);
    return open_file(to);
}

static int write_pending(struct log *log) {
    struct log_file *to = &log->file;
    while (log->pending_at < log->pending_end) {
        ssize_t count = write(to->file, log->pending + log->pending_at, log->pending_end - log->pending_at);
        if (count < 0 && errno != EINTR) {
            return -errno;
        }
        if (count > 0) {
            log->pending_at += (size_t) count;
            to->size += (uint64_t) count;
        }
    }
    return 0;
}

int log_file_write(struct log *log) {
    struct log_file *to = &log->file;
    look(to);
    int error = to->file < 0 ? open_file(to) : 0;
    return error == 0 ? write_pending(log) : error;
}
