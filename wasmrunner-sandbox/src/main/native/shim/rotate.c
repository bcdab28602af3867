#include "rotate.h"

#include "closing.h"
#include "gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#define COMPRESSED ".gz"
#define TEMPORARY ".gz.new"

/* The name of a full file; false when it is too long. */
static bool name(char to[PATH_MAX], const char *file, unsigned number, const char *suffix) {
    int length = number == 0 ? snprintf(to, PATH_MAX, "%s", file)
                             : snprintf(to, PATH_MAX, "%s.%u%s", file, number, suffix);
    return length > 0 && length < PATH_MAX;
}

static int move(const char *file, unsigned from, const char *suffix) {
    char old[PATH_MAX];
    char new[PATH_MAX];
    if (!name(old, file, from, suffix) || !name(new, file, from + 1, suffix)) {
        return -ENAMETOOLONG;
    }
    return rename(old, new) == 0 || errno == ENOENT ? 0 : -errno;
}

static void drop(const char *file, unsigned number, const char *suffix) {
    char path[PATH_MAX];
    if (name(path, file, number, suffix)) {
        unlink(path);
    }
}

int rotate(const char *file, unsigned count) {
    unsigned last = count < 1 ? 0 : count - 1;
    if (last == 0) {
        return unlink(file) == 0 || errno == ENOENT ? 0 : -errno;
    }
    drop(file, last, "");
    drop(file, last, COMPRESSED);
    for (unsigned i = last - 1; i > 0; i--) {
        int error = move(file, i, "");
        error = error == 0 ? move(file, i, COMPRESSED) : error;
        if (error != 0) {
            return error;
        }
    }
    return move(file, 0, "");
}

static _Noreturn void compress(const char *file, unsigned number) {
    char from[PATH_MAX];
    char beside[PATH_MAX];
    char to[PATH_MAX];
    /* A shim that starts after this one's death finds nobody else at its files. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!name(from, file, number, "") || !name(beside, file, number, TEMPORARY) || !name(to, file, number, COMPRESSED)) {
        _exit(1);
    }
    int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int out = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = in >= 0 && out >= 0 && gzip(in, out) == 0 && close(out) == 0 && rename(beside, to) == 0;
    if (good) {
        unlink(from);
    } else {
        unlink(beside);
    }
    _exit(good ? 0 : 1);
}

static bool is_there(const char *file, unsigned number, const char *suffix) {
    char path[PATH_MAX];
    return name(path, file, number, suffix) && access(path, F_OK) == 0;
}

pid_t rotate_compress(const char *file, unsigned count) {
    for (unsigned i = 1; i < count; i++) {
        if (!is_there(file, i, "")) {
            continue;
        }
        if (is_there(file, i, COMPRESSED)) {
            /* The one that compressed it was killed before it could remove it. */
            drop(file, i, "");
            continue;
        }
        pid_t child = fork();
        if (child == 0) {
            close_from_to(3, ~0U);
            compress(file, i);
        }
        return child < 0 ? -errno : child;
    }
    return 0;
}

void rotate_clean(const char *file, unsigned count) {
    for (unsigned i = 1; i < count; i++) {
        drop(file, i, TEMPORARY);
    }
}
