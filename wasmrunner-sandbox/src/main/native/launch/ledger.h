/* Two pieces of memory that monitor and worker share: the ledger, Java's word, and the notes, the child's own. */
#ifndef WASMRUNNER_LAUNCH_LEDGER_H
#define WASMRUNNER_LAUNCH_LEDGER_H

#include "mechanism.h"

#include <stdatomic.h>
#include <stdint.h>

#define LEDGER_BYTES (256 * 1024)
#define LEDGER_COUNTERS 192
#define LEDGER_TEXT_BYTES (LEDGER_BYTES - 4096)

enum ledger_state { LAUNCHING, JAVA_STARTED, LOCKED_DOWN, GUEST_RUNNING, ENDED };

/* What stands here after Java started is the worker's word; a hostile one writes what it likes, when it likes. */
struct ledger {
    _Atomic uint64_t state;
    _Atomic uint64_t text_used;
    /* Set when the process aborts, which the first process of a namespace cannot show by a signal. */
    _Atomic uint64_t aborted;
    /* The mechanisms that are missing, as bits; complete once Java has started. */
    _Atomic uint64_t missing;
    uint8_t reserved[32];
    _Atomic uint64_t counters[LEDGER_COUNTERS];
    uint8_t padding[4096 - 64 - 8 * LEDGER_COUNTERS];
    char text[LEDGER_TEXT_BYTES];
};

_Static_assert(sizeof(struct ledger) == LEDGER_BYTES, "Java knows the layout");
_Static_assert(offsetof(struct ledger, counters) == 64, "Java knows the layout");
_Static_assert(offsetof(struct ledger, text) == 4096, "Java knows the layout");

/* Where the launcher is; the name stands in failed= of the end record. */
enum stage {
    STAGE_DESCRIPTORS,
    STAGE_NAMESPACES,
    STAGE_PROC,
    STAGE_LIMITS,
    STAGE_CAPABILITIES,
    STAGE_LANDLOCK,
    STAGE_SECCOMP,
    STAGE_JVM,
    STAGE_CGROUP,
    /* Java runs, and the notes are out of the worker's reach. */
    STAGE_STARTED,
    STAGES
};

struct notes {
    /* Written last, so that a stage without it was not survived. CLOCK_MONOTONIC. */
    _Atomic uint64_t set_up_ns;
    _Atomic uint32_t stage;
    _Atomic uint32_t failed;
    uint32_t missing;
    /* The errno of each that is missing; 0 when it is only pretended to be. */
    int32_t why[MECHANISMS];
    char what[512];
};

const char *stage_name(enum stage stage);

/* Shared memory: of the file (-1: zero-filled, nobody else's); NULL without memory, or when the file is too short. */
struct ledger *ledger_map(int file);
struct notes *notes_map(void);

#endif
