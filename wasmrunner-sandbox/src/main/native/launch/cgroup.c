#include "cgroup.h"

#include "cgroup_internal.h"
#include "files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SYSTEM_ROOT "/sys/fs/cgroup"

const char *const v1_names[CONTROLLERS] = {"memory", "cpu", "pids", "blkio"};
const char *const v2_names[CONTROLLERS] = {"memory", "cpu", "pids", "io"};

static const struct {
    const char *name;
    enum key key;
    enum controller controller;
} limits[LIMITS] = {
    [LIMIT_MEMORY] = {"memory", KEY_MEMORY, MEMORY},
    [LIMIT_CPUS] = {"cpus", KEY_CPUS_MILLI, CPU},
    [LIMIT_PIDS] = {"pids", KEY_PIDS, PIDS},
    [LIMIT_READ] = {"read-bps", KEY_READ_BPS, IO},
    [LIMIT_WRITE] = {"write-bps", KEY_WRITE_BPS, IO},
};

const char *limit_name(enum limit limit) {
    return limits[limit].name;
}

const char *controller_name(enum controller controller) {
    return v2_names[controller];
}

const char *hierarchy_name(enum hierarchy hierarchy) {
    static const char *const names[] = {"none", "v1", "v2", "hybrid"};
    return names[hierarchy];
}

static bool is_there(const char *directory, const char *name) {
    char path[PATH_MAX];
    return join_path(path, directory, name) && access(path, F_OK) == 0;
}

void cgroup_detect(struct cgroup *group, const char *root) {
    group->root = root == NULL ? SYSTEM_ROOT : root;
    group->fake = root != NULL;
    if (is_there(group->root, "cgroup.controllers")) {
        group->hierarchy = CGROUP_V2;
        return;
    }
    bool v1 = false;
    for (int i = 0; i < CONTROLLERS; i++) {
        v1 |= is_there(group->root, v1_names[i]);
    }
    bool unified = is_there(group->root, "unified/cgroup.controllers");
    group->hierarchy = unified ? CGROUP_HYBRID : v1 ? CGROUP_V1 : NO_CGROUP;
}

bool cgroup_wanted(const struct spec *spec) {
    for (int i = 0; i < LIMITS; i++) {
        if (spec->number[limits[i].key] != 0) {
            return true;
        }
    }
    return false;
}

static bool wanted(const struct spec *spec, enum controller controller) {
    for (int i = 0; i < LIMITS; i++) {
        if (limits[i].controller == controller && spec->number[limits[i].key] != 0) {
            return true;
        }
    }
    return false;
}

void cannot(struct cgroup *group, const struct spec *spec, enum controller controller, const char *what,
                   int error) {
    for (int i = 0; i < LIMITS; i++) {
        if (limits[i].controller == controller && spec->number[limits[i].key] != 0
            && group->unlimited[i][0] == '\0') {
            snprintf(group->unlimited[i], sizeof group->unlimited[i], "%.120s%s%s", what, error == 0 ? "" : ": ",
                     error == 0 ? "" : strerror(error));
        }
    }
}

static void make_places(struct cgroup *group, const struct spec *spec) {
    uint32_t unified = 0;
    for (int i = 0; i < CONTROLLERS; i++) {
        if (!wanted(spec, (enum controller) i)) {
            continue;
        }
        if (group->hierarchy == CGROUP_V2) {
            unified |= 1U << i;
        } else if (group->hierarchy != NO_CGROUP && is_there(group->root, v1_names[i])) {
            make_v1(group, spec, (enum controller) i);
        } else if (group->hierarchy == CGROUP_HYBRID) {
            unified |= 1U << i;
        } else {
            cannot(group, spec, (enum controller) i, "no cgroup controller for it", 0);
        }
    }
    char top[PATH_MAX];
    if (unified != 0 && join_path(top, group->root, group->hierarchy == CGROUP_V2 ? "." : "unified")) {
        make_v2(group, spec, top, unified);
    }
}

void cgroup_make(struct cgroup *group, const struct spec *spec) {
    if ((spec->pretend & MECHANISM_BIT(CGROUP)) != 0) {
        for (int i = 0; i < CONTROLLERS; i++) {
            cannot(group, spec, (enum controller) i, "pretended missing", 0);
        }
        return;
    }
    make_places(group, spec);
    for (int i = 0; i < LIMITS; i++) {
        uint64_t value = spec->number[limits[i].key];
        if (value == 0 || group->place[limits[i].controller][0] == '\0') {
            continue;
        }
        int error = set_limit(group, spec, (enum limit) i, value);
        if (error != 0) {
            snprintf(group->unlimited[i], sizeof group->unlimited[i], "the kernel did not take it: %s",
                     strerror(-error));
        }
    }
}

static bool is_first(const struct cgroup *group, int controller) {
    for (int i = 0; i < controller; i++) {
        if (strcmp(group->place[i], group->place[controller]) == 0) {
            return false;
        }
    }
    return group->place[controller][0] != '\0';
}

void cgroup_join(struct cgroup *group, const struct spec *spec, pid_t process) {
    char text[32];
    snprintf(text, sizeof text, "%d", (int) process);
    for (int i = 0; i < CONTROLLERS; i++) {
        if (!is_first(group, i)) {
            continue;
        }
        int error = write_text(group->place[i], "cgroup.procs", text, group->fake);
        /* A worker that is gone needs no limits. */
        if (error == 0 || error == -ESRCH) {
            continue;
        }
        for (int j = i; j < CONTROLLERS; j++) {
            if (strcmp(group->place[i], group->place[j]) == 0) {
                cannot(group, spec, (enum controller) j, "cannot join the cgroup", -error);
            }
        }
    }
}

bool cgroup_oom(const struct cgroup *group) {
    char path[PATH_MAX];
    char text[1024];
    const char *file = group->version2[MEMORY] ? "memory.events" : "memory.oom_control";
    if (group->place[MEMORY][0] == '\0' || !join_path(path, group->place[MEMORY], file)
        || read_text(path, text, sizeof text) < 0) {
        return false;
    }
    char *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
        if (strncmp(line, "oom_kill ", 9) == 0) {
            return strcmp(line + 9, "0") != 0;
        }
    }
    return false;
}

void cgroup_remove(struct cgroup *group) {
    const struct timespec millisecond = {.tv_sec = 0, .tv_nsec = 1000000};
    for (int i = 0; i < CONTROLLERS; i++) {
        if (!is_first(group, i)) {
            continue;
        }
        /* The kernel takes a moment to see that the last process is gone. */
        for (int tries = 0; tries < 100 && rmdir(group->place[i]) != 0 && errno == EBUSY; tries++) {
            nanosleep(&millisecond, NULL);
        }
    }
}
