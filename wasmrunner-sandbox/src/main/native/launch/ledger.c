#include "ledger.h"

#include <sys/mman.h>
#include <sys/stat.h>

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

static void *map(size_t bytes, int file) {
    int how = MAP_SHARED | (file < 0 ? MAP_ANONYMOUS : 0);
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, how, file, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

struct ledger *ledger_map(int file) {
    struct stat found;
    /* Memory beyond a file's end cannot be touched. */
    if (file >= 0 && (fstat(file, &found) != 0 || found.st_size < LEDGER_BYTES)) {
        return NULL;
    }
    return map(sizeof(struct ledger), file);
}

struct notes *notes_map(void) {
    return map(sizeof(struct notes), -1);
}
