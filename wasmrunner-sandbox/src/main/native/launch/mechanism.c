#include "mechanism.h"

#include <string.h>

static const char *const names[MECHANISMS] = {
    [USER_NAMESPACE] = "user-namespace",
    [MOUNT_NAMESPACE] = "mount-namespace",
    [PID_NAMESPACE] = "pid-namespace",
    [NETWORK_NAMESPACE] = "network-namespace",
    [IPC_NAMESPACE] = "ipc-namespace",
    [UTS_NAMESPACE] = "uts-namespace",
    [PRIVATE_PROC] = "private-proc",
    [RLIMITS] = "rlimits",
    [CAPABILITIES] = "capabilities",
    [NO_NEW_PRIVS] = "no-new-privs",
    [LANDLOCK] = "landlock",
    [SECCOMP] = "seccomp",
    [CGROUP] = "cgroup",
};

const char *mechanism_name(enum mechanism mechanism) {
    return names[mechanism];
}

static bool find(const char *name, size_t length, uint32_t *bits) {
    for (int i = 0; i < MECHANISMS; i++) {
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) {
            *bits |= MECHANISM_BIT(i);
            return true;
        }
    }
    return false;
}

bool mechanism_list(const char *list, uint32_t *bits) {
    *bits = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, ",");
        if (!find(list, length, bits)) {
            return false;
        }
        list += length;
        list += *list == ',' ? 1 : 0;
    }
    return true;
}
