/* The second half of the sandbox, once Java has loaded what it needs. */
#include "launch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int wait_at_gate(int *gate) {
    char go = 0;
    ssize_t count;
    do {
        count = read(*gate, &go, 1);
    } while (count < 0 && errno == EINTR);
    int error = count < 0 ? -errno : count == 0 ? -EPIPE : 0;
    close(*gate);
    *gate = -1;
    return error;
}

static bool says(const char *status, const char *field, uint64_t wanted) {
    const char *at = strstr(status, field);
    return at != NULL && strtoull(at + strlen(field), NULL, strcmp(field, "\nCapEff:") == 0 ? 16 : 10) == wanted;
}

static int check_thread(const struct notes *notes, int directory, const char *thread) {
    char path[64];
    char status[8192];
    snprintf(path, sizeof path, "%.20s/status", thread);
    int file = openat(directory, path, O_RDONLY | O_CLOEXEC);
    /* A thread that ended meanwhile. */
    if (file < 0) {
        return errno == ENOENT ? 0 : -errno;
    }
    ssize_t length = read(file, status, sizeof status - 1);
    int error = length < 0 ? errno : 0;
    close(file);
    if (length <= 0) {
        return error == 0 || error == ESRCH ? 0 : -error;
    }
    status[length] = '\0';
    uint32_t missing = notes->missing;
    bool holds = ((missing & MECHANISM_BIT(NO_NEW_PRIVS)) != 0 || says(status, "\nNoNewPrivs:", 1))
                 && ((missing & MECHANISM_BIT(SECCOMP)) != 0 || says(status, "\nSeccomp:", 2))
                 && ((missing & MECHANISM_BIT(CAPABILITIES)) != 0 || says(status, "\nCapEff:", 0));
    return holds ? 0 : -EPERM;
}

/* What the kernel says of every thread, rather than what was asked of it. */
static int check_threads(const struct notes *notes) {
    DIR *tasks = opendir("/proc/self/task");
    if (tasks == NULL) {
        return -errno;
    }
    int error = 0;
    const struct dirent *entry;
    while (error == 0 && (entry = readdir(tasks)) != NULL) {
        if (entry->d_name[0] != '.') {
            error = check_thread(notes, dirfd(tasks), entry->d_name);
        }
    }
    closedir(tasks);
    return error;
}

int engage(struct launch *launch) {
    if (launch->gate[0] < 0) {
        return -EALREADY;
    }
    int error = wait_at_gate(&launch->gate[0]);
    if (error == 0 && (launch->notes->missing & MECHANISM_BIT(SECCOMP)) == 0) {
        error = seccomp_install(&launch->spec, 2);
    }
    if (error == 0) {
        error = check_threads(launch->notes);
    }
    if (error == 0) {
        launch->ledger->state = LOCKED_DOWN;
    }
    return error;
}
