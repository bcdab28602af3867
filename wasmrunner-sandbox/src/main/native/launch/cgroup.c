#include "cgroup.h"

#include "devices.h"
#include "files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SYSTEM_ROOT "/sys/fs/cgroup"
#define PERIOD_US 100000
/* The kernel's own lower bound. */
#define MIN_QUOTA_US 1000

static const char *const v1_names[CONTROLLERS] = {"memory", "cpu", "pids", "blkio"};
static const char *const v2_names[CONTROLLERS] = {"memory", "cpu", "pids", "io"};

static const struct {
    const char *name;
    enum key key;
    enum controller controller;
} limits[LIMITS] = {
    [LIMIT_MEMORY] = {"memory", KEY_MEMORY, MEMORY},
    [LIMIT_CPUS] = {"cpus-milli", KEY_CPUS_MILLI, CPU},
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

static void cannot(struct cgroup *group, const struct spec *spec, enum controller controller, const char *what,
                   int error) {
    for (int i = 0; i < LIMITS; i++) {
        if (limits[i].controller == controller && spec->number[limits[i].key] != 0
            && group->unlimited[i][0] == '\0') {
            snprintf(group->unlimited[i], sizeof group->unlimited[i], "%.120s%s%s", what, error == 0 ? "" : ": ",
                     error == 0 ? "" : strerror(error));
        }
    }
}

static bool names_controller(const char *list, size_t length, const char *name) {
    size_t want = strlen(name);
    for (const char *at = list; at < list + length;) {
        const char *comma = memchr(at, ',', (size_t) (list + length - at));
        size_t part = comma == NULL ? (size_t) (list + length - at) : (size_t) (comma - at);
        if (part == want && memcmp(at, name, want) == 0) {
            return true;
        }
        at += part + 1;
    }
    return false;
}

bool cgroup_own(const struct cgroup *group, enum controller controller, bool version2, char path[PATH_MAX]) {
    char text[16384];
    char self[PATH_MAX];
    bool given = group->fake && join_path(self, group->root, "self") && access(self, F_OK) == 0;
    if (read_text(given || group->fake ? self : "/proc/self/cgroup", text, sizeof text) < 0) {
        /* A stand-in without one: as if at the top. */
        strcpy(path, "/");
        return group->fake;
    }
    char *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
        char *list = strchr(line, ':');
        char *own = list == NULL ? NULL : strchr(list + 1, ':');
        if (own == NULL || own[1] != '/' || strstr(own, "/..") != NULL || strlen(own + 1) >= PATH_MAX) {
            continue;
        }
        size_t length = (size_t) (own - list - 1);
        bool found = version2 ? length == 0 : names_controller(list + 1, length, v1_names[controller]);
        if (found) {
            strcpy(path, own + 1);
            return true;
        }
    }
    return false;
}

/* From a path of a hierarchy to that of its parent; false at the top. */
static bool upwards(char *path) {
    char *slash = strrchr(path, '/');
    if (slash == NULL || path[1] == '\0') {
        return false;
    }
    slash[slash == path ? 1 : 0] = '\0';
    return true;
}

static bool make_in(const char *parent, const char *id, char place[PATH_MAX]) {
    char name[96];
    snprintf(name, sizeof name, "wasmrunner-%s", id);
    if (!join_path(place, parent, name)) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (mkdir(place, 0755) == 0) {
        return true;
    }
    /* Left by a shim that was killed; it goes only when nothing runs in it. */
    return errno == EEXIST && rmdir(place) == 0 && mkdir(place, 0755) == 0;
}

static void make_v1(struct cgroup *group, const struct spec *spec, enum controller controller) {
    char top[PATH_MAX];
    char own[PATH_MAX];
    if (!join_path(top, group->root, v1_names[controller]) || !cgroup_own(group, controller, false, own)) {
        cannot(group, spec, controller, "this process is in no cgroup of the controller", 0);
        return;
    }
    int error;
    do {
        char parent[PATH_MAX];
        if (join_path(parent, top, own) && make_in(parent, spec->value[KEY_ID], group->place[controller])) {
            return;
        }
        error = errno;
    } while (upwards(own));
    group->place[controller][0] = '\0';
    cannot(group, spec, controller, "no cgroup above can be written", error);
}

static bool has_word(const char *directory, const char *file, const char *word) {
    char path[PATH_MAX];
    char text[1024];
    if (!join_path(path, directory, file) || read_text(path, text, sizeof text) < 0) {
        return false;
    }
    char *save = NULL;
    for (char *at = strtok_r(text, " \n", &save); at != NULL; at = strtok_r(NULL, " \n", &save)) {
        if (strcmp(at, word) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether children of the directory have the controller, if need be because it is switched on now. */
static bool delegates(const struct cgroup *group, const char *directory, enum controller controller) {
    const char *name = v2_names[controller];
    if (has_word(directory, "cgroup.subtree_control", name)) {
        return true;
    }
    char word[32];
    snprintf(word, sizeof word, "+%s", name);
    return !group->fake && has_word(directory, "cgroup.controllers", name)
           && write_text(directory, "cgroup.subtree_control", word, false) == 0;
}

static uint32_t delegated(const struct cgroup *group, const char *directory, uint32_t controllers) {
    uint32_t bits = 0;
    for (int i = 0; i < CONTROLLERS; i++) {
        if ((controllers & 1U << i) != 0 && delegates(group, directory, (enum controller) i)) {
            bits |= 1U << i;
        }
    }
    return bits;
}

/* At first the nearest ancestor that has all controllers, then the nearest that has any. */
static uint32_t make_nearest(struct cgroup *group, const struct spec *spec, const char *top, uint32_t controllers,
                             char place[PATH_MAX]) {
    for (int all = 1; all >= 0; all--) {
        char own[PATH_MAX];
        if (!cgroup_own(group, MEMORY, true, own)) {
            return 0;
        }
        do {
            char parent[PATH_MAX];
            if (!join_path(parent, top, own)) {
                continue;
            }
            uint32_t had = delegated(group, parent, controllers);
            if (had != 0 && (!all || had == controllers) && make_in(parent, spec->value[KEY_ID], place)) {
                return had;
            }
        } while (upwards(own));
    }
    return 0;
}

static void make_v2(struct cgroup *group, const struct spec *spec, const char *top, uint32_t controllers) {
    char place[PATH_MAX] = "";
    uint32_t had = make_nearest(group, spec, top, controllers, place);
    for (int i = 0; i < CONTROLLERS; i++) {
        if ((had & 1U << i) != 0) {
            strcpy(group->place[i], place);
            group->version2[i] = true;
        } else if ((controllers & 1U << i) != 0) {
            cannot(group, spec, (enum controller) i, "no cgroup above that can be written has the controller", 0);
        }
    }
}

static int set(const struct cgroup *group, enum controller controller, const char *file, const char *text) {
    return write_text(group->place[controller], file, text, group->fake);
}

static int set_number(const struct cgroup *group, enum controller controller, const char *file, uint64_t number) {
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long) number);
    return set(group, controller, file, text);
}

static int set_memory(const struct cgroup *group, uint64_t bytes) {
    int error = set_number(group, MEMORY, group->version2[MEMORY] ? "memory.max" : "memory.limit_in_bytes", bytes);
    if (error == 0) {
        /* Without swap accounting there is none of these, and then nothing to be done. */
        if (group->version2[MEMORY]) {
            set(group, MEMORY, "memory.swap.max", "0");
        } else {
            set_number(group, MEMORY, "memory.memsw.limit_in_bytes", bytes);
        }
    }
    return error;
}

static int set_cpus(const struct cgroup *group, uint64_t milli) {
    uint64_t quota = milli * (PERIOD_US / 1000);
    quota = quota < MIN_QUOTA_US ? MIN_QUOTA_US : quota;
    if (group->version2[CPU]) {
        char text[64];
        snprintf(text, sizeof text, "%llu %d", (unsigned long long) quota, PERIOD_US);
        return set(group, CPU, "cpu.max", text);
    }
    int error = set_number(group, CPU, "cpu.cfs_period_us", PERIOD_US);
    return error != 0 ? error : set_number(group, CPU, "cpu.cfs_quota_us", quota);
}

static int set_io(const struct cgroup *group, const struct spec *spec, bool writing, uint64_t rate) {
    struct devices devices;
    devices_of(&devices, spec);
    if (devices.count == 0) {
        return -ENODEV;
    }
    for (size_t i = 0; i < devices.count; i++) {
        char text[96];
        const char *file = writing ? "blkio.throttle.write_bps_device" : "blkio.throttle.read_bps_device";
        if (group->version2[IO]) {
            file = "io.max";
            snprintf(text, sizeof text, "%u:%u %s=%llu", devices.of[i].major, devices.of[i].minor,
                     writing ? "wbps" : "rbps", (unsigned long long) rate);
        } else {
            snprintf(text, sizeof text, "%u:%u %llu", devices.of[i].major, devices.of[i].minor,
                     (unsigned long long) rate);
        }
        int error = set(group, IO, file, text);
        if (error != 0) {
            return error;
        }
    }
    return 0;
}

static int set_limit(const struct cgroup *group, const struct spec *spec, enum limit limit, uint64_t value) {
    switch (limit) {
        case LIMIT_MEMORY:
            return set_memory(group, value);
        case LIMIT_CPUS:
            return set_cpus(group, value);
        case LIMIT_PIDS:
            return set_number(group, PIDS, "pids.max", value);
        case LIMIT_READ:
        case LIMIT_WRITE:
            return set_io(group, spec, limit == LIMIT_WRITE, value);
        case LIMITS:
            break;
    }
    return -EINVAL;
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
