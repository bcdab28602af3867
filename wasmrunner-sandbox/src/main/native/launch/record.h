/* The end record: how a worker ended and what it used. */
#ifndef WASMRUNNER_LAUNCH_RECORD_H
#define WASMRUNNER_LAUNCH_RECORD_H

#include "cgroup.h"
#include "ledger.h"

#include <sys/resource.h>

/* A reader takes no more; worker texts beyond it are left out. */
#define RECORD_MAX_BYTES (1024 * 1024)

struct outcome {
    const char *id;
    /* As wait has it. */
    int status;
    /* Why the monitor killed the worker; NULL when it did not. */
    const char *stopped;
    /* stage: what: why; empty when the worker got as far as Java. */
    char failed[768];
    const struct ledger *ledger;
    const struct notes *notes;
    const struct cgroup *cgroup;
    bool oom;
    bool cpu_time;
    uint64_t wall_ns;
    uint64_t set_up_us;
    struct rusage usage;
};

/* Writes it to a socket; 0 or a negative errno. */
int record_send(int socket, const struct outcome *outcome);

/* Writes a file beside path and renames it; 0 or a negative errno. */
int record_write(const char *path, const struct outcome *outcome);

#endif
