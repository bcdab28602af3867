/* The monotonic clock in nanoseconds. */
#ifndef WASMRUNNER_COMMON_CLOCK_H
#define WASMRUNNER_COMMON_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t clock_now(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
}

#endif
