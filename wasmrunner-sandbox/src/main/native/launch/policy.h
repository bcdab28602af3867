/* The system-call policy as tables. Whatever stands in none of them fails with EPERM. */
#ifndef WASMRUNNER_LAUNCH_POLICY_H
#define WASMRUNNER_LAUNCH_POLICY_H

#include <stddef.h>
#include <stdint.h>

enum condition {
    ALWAYS,
    /* The argument, as the 32 bits that the kernel looks at, is one of values. */
    ONE_OF,
    /* The argument is this process. */
    OWN_PROCESS,
    /* The argument is null. */
    NONE,
    /* clone makes a thread, in the namespaces that are. */
    A_THREAD,
    /* prlimit64 concerns this process. */
    OWN_LIMITS,
    /* … and changes nothing. */
    OWN_LIMITS_READ
};

struct rule {
    /* -1: this architecture has no such call. */
    int number;
    enum condition condition;
    unsigned argument;
    const uint32_t *values;
    size_t count;
};

struct policy_table {
    const struct rule *rules;
    size_t count;
};

/* Allowed from stage 1 on. */
extern const struct policy_table policy_always;
/* Allowed besides in stage 1 only, while the JVM starts. */
extern const struct policy_table policy_starting;
/* Allowed besides in stage 2. Stage 1 must allow more, since of two filters the stricter one wins. */
extern const struct policy_table policy_locked;
/* All that the gate may do. */
extern const struct policy_table policy_gate;
/* Allowed besides when the guest was given listening sockets, or the gate. */
extern const struct policy_table policy_sockets;
/* Allowed besides for an engine that cannot do without. */
/* ENOSYS, as of an older kernel: the caller then has another way. */
extern const struct policy_table policy_unknown;
/* No JVM and no guest ever has reason to call these: in stage 2 the worker is killed. */
extern const struct policy_table policy_never;

#endif
