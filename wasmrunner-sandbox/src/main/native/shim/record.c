/* The end record that came over the lifeline, when the launcher could not write it to its place. */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_whole(const struct run *run) {
    static const char first[] = "wasmrunner-end=1";
    if (run->record_used < sizeof first || memcmp(run->record, first, sizeof first) != 0
        || run->record[run->record_used - 1] != '\0') {
        return false;
    }
    const char *last = memrchr(run->record, '\0', run->record_used - 1);
    return last != NULL && strncmp(last + 1, "end=", 4) == 0;
}

static bool write_whole(const char *path, const struct run *run) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        return false;
    }
    bool good = write(file, run->record, run->record_used) == (ssize_t) run->record_used;
    return close(file) == 0 && good;
}

void keep_record(struct shim *shim) {
    struct run *run = &shim->run;
    char path[PATH_MAX];
    char beside[PATH_MAX];
    if (run->record != NULL && is_whole(run) && folder_path(shim, "end", path) && access(path, F_OK) != 0
        && folder_path(shim, "end.new", beside) && (!write_whole(beside, run) || rename(beside, path) != 0)) {
        diary(shim, "cannot write the end record of run %llu: %s", (unsigned long long) shim->runs, strerror(errno));
        unlink(beside);
    }
    free(run->record);
    run->record = NULL;
    run->record_used = 0;
}
