/* What the monitor knows of the worker in its care. */
#ifndef WASMRUNNER_LAUNCH_WATCH_H
#define WASMRUNNER_LAUNCH_WATCH_H

#include "cgroup.h"
#include "launch.h"
#include "record.h"

/* A longer order is none. */
#define ORDER_MAX 64

enum pausing { NOT_PAUSED, BEING_PAUSED, PAUSED };

struct watch {
    struct launch launch;
    struct cgroup cgroup;
    struct outcome outcome;
    char *bytes;
    /* Of the bytes: all that came, of which the spec is the beginning. */
    size_t received;
    pid_t worker;
    /* 0 when there is none. */
    pid_t gate;
    int signals;
    /* -1 when nobody's end is waited for. */
    int lifeline;
    char order[ORDER_MAX];
    size_t order_used;
    enum pausing pausing;
    uint64_t paused_ns;
    uint64_t received_ns;
    uint64_t started_ns;
    /* When the worker was first seen locked down, later by as long as it was paused; 0 before that. */
    uint64_t locked_ns;
    char stopped[32];
    bool ended;
};

/* Kills the worker; the first reason given stays. */
void stop(struct watch *watch, const char *why, int number);

/* Carries out the orders that come over the lifeline, a line each: signal <n>, pause, resume. */
void take_orders(struct watch *watch, const char *bytes, size_t count);

void pause_worker(struct watch *watch);
void resume_worker(struct watch *watch);
/* Says so once nothing of the worker runs any more. */
void confirm_pause(struct watch *watch);
/* Of the worker's own cgroup, which says nothing when it freezes: how often it has to be looked at, -1 for never. */
int pause_poll_ms(const struct watch *watch);

#endif
