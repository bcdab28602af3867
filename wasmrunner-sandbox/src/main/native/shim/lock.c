#include "files.h"
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint64_t start_time(pid_t process) {
    char path[64];
    char text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int) process);
    if (read_text(path, text, sizeof text) <= 0) {
        return 0;
    }
    /* The second field is a name, which may hold anything; the third follows its last parenthesis. */
    const char *at = strrchr(text, ')');
    for (int field = 2; at != NULL && field < 22; field++) {
        at = strchr(at + 1, ' ');
    }
    return at == NULL ? 0 : strtoull(at, NULL, 10);
}

int lock_take(const char *folder, struct problem *said) {
    char path[PATH_MAX];
    char text[64];
    if (!join_path(path, folder, "shim")) {
        problem(said, "%.200s: too long", folder);
        return -1;
    }
    int file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        problem(said, "cannot open %.300s: %s", path, strerror(errno));
        return -1;
    }
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(file, F_SETLK, &whole) != 0) {
        bool held = errno == EAGAIN || errno == EACCES;
        problem(said, "cannot lock %.300s: %s", path, held ? "the container has a shim already" : strerror(errno));
        close(file);
        return -1;
    }
    int length = snprintf(text, sizeof text, "%d %llu\n", (int) getpid(), (unsigned long long) start_time(getpid()));
    /* The lock is what counts; who holds it can be told from a disk that is not full. */
    if (ftruncate(file, 0) == 0) {
        (void) !pwrite(file, text, (size_t) length, 0);
    }
    return file;
}

void pid_write(const struct shim *shim) {
    char path[PATH_MAX];
    char text[32];
    int length = snprintf(text, sizeof text, "%d\n", (int) getpid());
    if (!folder_path(shim, PID_FILE, path)) {
        return;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0 || write(file, text, (size_t) length) != length) {
        diary(shim, "cannot write %s: %s", path, strerror(errno));
    }
    if (file >= 0) {
        close(file);
    }
}

void pid_remove(const struct shim *shim) {
    char path[PATH_MAX];
    if (folder_path(shim, PID_FILE, path)) {
        unlink(path);
    }
}
