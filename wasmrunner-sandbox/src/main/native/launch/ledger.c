#include "ledger.h"

#include <sys/mman.h>

static const char *const names[STAGES] = {
    [STAGE_DESCRIPTORS] = "descriptors",
    [STAGE_NAMESPACES] = "namespaces",
    [STAGE_PROC] = "proc",
    [STAGE_LIMITS] = "limits",
    [STAGE_CAPABILITIES] = "capabilities",
    [STAGE_LANDLOCK] = "landlock",
    [STAGE_SECCOMP] = "seccomp",
    [STAGE_JVM] = "jvm",
    [STAGE_CGROUP] = "cgroup",
    [STAGE_STARTED] = "java",
};

const char *stage_name(enum stage stage) {
    return stage < STAGES ? names[stage] : "set-up";
}

static void *map(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

struct ledger *ledger_map(void) {
    return map(sizeof(struct ledger));
}

struct notes *notes_map(void) {
    return map(sizeof(struct notes));
}
