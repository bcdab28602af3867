/* How each limit is written in either version. */
#include "cgroup_internal.h"
#include "devices.h"
#include "files.h"

#include <errno.h>
#include <stdio.h>

#define PERIOD_US 100000
/* The kernel's own lower bound. */
#define MIN_QUOTA_US 1000

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

int set_limit(const struct cgroup *group, const struct spec *spec, enum limit limit, uint64_t value) {
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
