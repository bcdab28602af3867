/* What a container's spec says. */
#ifndef WASMRUNNER_LAUNCH_SPEC_H
#define WASMRUNNER_LAUNCH_SPEC_H

#include "records.h"

#define SPEC_MAX_KEPT 1024

enum key {
    KEY_VERSION,
    KEY_ID,
    KEY_RECORD,
    KEY_MISSING,
    KEY_PRETEND,
    KEY_NEVER,
    KEY_JVM,
    KEY_JAVA_HOME,
    KEY_JVM_OPTION,
    KEY_CLASS,
    KEY_FD,
    KEY_READ_FD,
    KEY_WRITE_FD,
    KEY_LEDGER_FD,
    KEY_READ,
    KEY_SOCKETS,
    KEY_GATE,
    KEY_ALLOW_HOST,
    KEY_ALLOW_CIDR,
    KEY_ADD_HOST,
    KEY_MAX_CONNECTIONS,
    KEY_NOFILE,
    KEY_FSIZE,
    KEY_CPU_SECONDS,
    KEY_MEMORY,
    KEY_CPUS_MILLI,
    KEY_PIDS,
    KEY_READ_BPS,
    KEY_WRITE_BPS,
    KEY_CGROUP_ROOT,
    KEY_DEADLINE_MS,
    KEY_DETACHED,
    KEY_END,
    KEYS
};

/* The choices of missing=, never= and of yes|no keys, as spec.number has them. */
enum { MISSING_REFUSE, MISSING_WARN, MISSING_QUIET };
enum { NEVER_KILL, NEVER_ERRNO };
enum { NO, YES };

struct spec {
    const char *bytes;
    size_t length;
    /* The first value of each key, NULL when it is not there. */
    const char *value[KEYS];
    /* The first value as a number, or as the index of a choice; 0 when it is not there. */
    uint64_t number[KEYS];
    /* One bit for each mechanism to be taken as missing. */
    uint32_t pretend;
};

/* Checks everything that can be checked without the file system. The spec keeps pointing into bytes. */
bool spec_parse(struct spec *spec, const char *bytes, size_t length, struct problem *problem);

/* The value of the next record with that key after the value given (NULL: the first); NULL when there is no more. */
const char *spec_next(const struct spec *spec, enum key key, const char *after);

/* The number that a value, checked before, says. */
uint64_t spec_number(const char *value);

/* The descriptors that are kept beyond 2 (the gate's is not the worker's, which closes it), ascending and without duplicates; their count. */
size_t spec_kept(const struct spec *spec, int kept[SPEC_MAX_KEPT]);

#endif
