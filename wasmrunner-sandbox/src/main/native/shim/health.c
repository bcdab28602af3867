/* Starts the command that looks after the guest's health; what it finds is not this program's business. */
#include "clock.h"
#include "shim.h"

#define BOUND_NS (600 * SECOND)

static bool wanted(const struct shim *shim) {
    const struct run *run = &shim->run;
    return shim->config.health[0] != NULL && shim->phase == RUNNING && run->seen_running_ns != 0 && !run->reaped
           && !run->stopping && run->holding == FREE;
}

static uint64_t interval_ns(const struct shim *shim, uint64_t now) {
    const uint64_t *number = shim->config.number;
    bool starting = now - shim->run.seen_running_ns < number[CONFIG_HEALTH_START_PERIOD] * MILLISECOND;
    uint64_t other = number[CONFIG_HEALTH_START_INTERVAL];
    return (starting && other != 0 ? other : number[CONFIG_HEALTH_INTERVAL]) * MILLISECOND;
}

uint64_t health_due(const struct shim *shim) {
    if (shim->health.pid != 0) {
        return helper_due(&shim->health);
    }
    /* 0: when to look first is worked out at once. */
    return wanted(shim) ? shim->health_next_ns : NEVER;
}

void health_tick(struct shim *shim) {
    uint64_t now = clock_now();
    if (shim->health.pid != 0) {
        helper_tick(&shim->health);
        /* The time between two looks is from the end of one to the start of the next. */
        shim->health_next_ns = 0;
        return;
    }
    if (!wanted(shim)) {
        shim->health_next_ns = 0;
        return;
    }
    if (shim->health_next_ns == 0) {
        shim->health_next_ns = now + interval_ns(shim, now);
    } else if (now >= shim->health_next_ns) {
        shim->health_next_ns = 0;
        helper_start(&shim->health, shim, shim->config.health, false, BOUND_NS);
    }
}
