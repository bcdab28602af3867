/* Makes a seccomp program of the policy's tables. */
#ifndef WASMRUNNER_LAUNCH_FILTER_H
#define WASMRUNNER_LAUNCH_FILTER_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The kernel's bound. */
#define FILTER_MAX 4096

/* Which filter: 1 and 2 are the worker's stages. */
enum { STAGE_GATE = 0 };

struct filter_request {
    int stage;
    bool sockets;
    bool kill;
    /* The process that the filter is for, as it sees itself. */
    uint32_t process;
};

/* The length of the program; 0 when it would be longer than the kernel takes. */
size_t filter_build(const struct filter_request *request, struct sock_filter program[FILTER_MAX]);

#endif
