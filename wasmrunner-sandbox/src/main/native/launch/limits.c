/* Resource limits of the process. */
#include "launch.h"

#include <errno.h>
#include <sys/resource.h>

int limit_hard(int resource, uint64_t value) {
    struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
    struct rlimit old;
    /* Whoever may not raise a limit keeps the lower one that is there. */
    if (getrlimit(resource, &old) == 0 && old.rlim_max != RLIM_INFINITY && old.rlim_max < value) {
        limit.rlim_cur = limit.rlim_max = old.rlim_max;
    }
    return setrlimit(resource, &limit) == 0 ? 0 : -errno;
}

int limit_resources(const struct spec *spec) {
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
    return error;
}
