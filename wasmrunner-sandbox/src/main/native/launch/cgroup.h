/* The cgroup of one worker: version 1 controller by controller, version 2, or both. */
#ifndef WASMRUNNER_LAUNCH_CGROUP_H
#define WASMRUNNER_LAUNCH_CGROUP_H

#include "mechanism.h"
#include "spec.h"

#include <limits.h>
#include <sys/types.h>

enum controller { MEMORY, CPU, PIDS, IO, CONTROLLERS };
enum limit { LIMIT_MEMORY, LIMIT_CPUS, LIMIT_PIDS, LIMIT_READ, LIMIT_WRITE, LIMITS };
enum hierarchy { NO_CGROUP, CGROUP_V1, CGROUP_V2, CGROUP_HYBRID };

struct cgroup {
    const char *root;
    /* A plain folder stands in for the kernel's: files are made when they are not there. */
    bool fake;
    enum hierarchy hierarchy;
    /* The directory made for each controller, empty when none; version 2 has one for all. */
    char place[CONTROLLERS][PATH_MAX];
    bool version2[CONTROLLERS];
    /* Why a limit that was asked for could not be set; empty when it was. */
    char unlimited[LIMITS][192];
};

const char *limit_name(enum limit limit);
const char *controller_name(enum controller controller);
const char *hierarchy_name(enum hierarchy hierarchy);

/* Looks at what there is; root is NULL for the system's. */
void cgroup_detect(struct cgroup *group, const char *root);

/* Whether the spec asks for any limit. */
bool cgroup_wanted(const struct spec *spec);

/* Makes directories under the nearest ancestors that can be written and sets the limits; unlimited says which not. */
void cgroup_make(struct cgroup *group, const struct spec *spec);

/* Moves the process; what cannot be is then in unlimited. */
void cgroup_join(struct cgroup *group, const struct spec *spec, pid_t process);

/* Whether the kernel killed in it for want of memory. */
bool cgroup_oom(const struct cgroup *group);

/* Whether there is a version 2 cgroup of the worker's own, and so a freezer that a kill reaches through. */
bool cgroup_can_freeze(const struct cgroup *group);
bool cgroup_freeze(const struct cgroup *group, bool on);
/* Whether all of it stands still. */
bool cgroup_frozen(const struct cgroup *group);

void cgroup_remove(struct cgroup *group);

/* The version 1 or 2 directory of this process for a controller, as root's file self or /proc/self/cgroup has it. */
bool cgroup_own(const struct cgroup *group, enum controller controller, bool version2, char path[PATH_MAX]);

#endif
