/* Resource limits of the process. */
#include "launch.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/utsname.h>

int limit_hard(int resource, uint64_t value) {
    struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
    struct rlimit old;
    /* Whoever may not raise a limit keeps the lower one that is there. */
    if (getrlimit(resource, &old) == 0 && old.rlim_max != RLIM_INFINITY && old.rlim_max < value) {
        limit.rlim_cur = limit.rlim_max = old.rlim_max;
    }
    return setrlimit(resource, &limit) == 0 ? 0 : -errno;
}

static bool counts_by_namespace(void) {
    struct utsname system;
    unsigned major = 0;
    unsigned minor = 0;
    return uname(&system) == 0 && sscanf(system.release, "%u.%u", &major, &minor) == 2
           && (major > 5 || (major == 5 && minor >= 14));
}

bool limits_tasks(const struct launch *launch) {
    return launch->spec.number[KEY_PIDS] != 0 && (launch->namespaces & CLONE_NEWUSER) != 0
           && (launch->spec.pretend & (MECHANISM_BIT(RLIMITS) | MECHANISM_BIT(CGROUP))) == 0 && counts_by_namespace();
}

int limit_resources(const struct launch *launch) {
    const struct spec *spec = &launch->spec;
    /*
     * CPU: soft and hard are the same, since SIGXCPU is lost on the first process of a namespace while the SIGKILL of
     * the hard limit is not. No address-space limit: the JVM reserves far more than it uses.
     */
    static const struct {
        int resource;
        enum key key;
    } asked[] = {{RLIMIT_NOFILE, KEY_NOFILE}, {RLIMIT_FSIZE, KEY_FSIZE}, {RLIMIT_CPU, KEY_CPU_SECONDS}};
    int error = limit_hard(RLIMIT_CORE, 0);
    if (error == 0) {
        error = limit_hard(RLIMIT_MEMLOCK, 0);
    }
    for (size_t i = 0; i < sizeof asked / sizeof *asked && error == 0; i++) {
        uint64_t value = spec->number[asked[i].key];
        error = value == 0 ? 0 : limit_hard(asked[i].resource, value);
    }
    if (error == 0 && limits_tasks(launch)) {
        error = limit_hard(RLIMIT_NPROC, spec->number[KEY_PIDS]);
    }
    return error;
}
