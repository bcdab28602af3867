/* What the sandbox is made of; each may be missing on a kernel, or be pretended to be. */
#ifndef WASMRUNNER_LAUNCH_MECHANISM_H
#define WASMRUNNER_LAUNCH_MECHANISM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mechanism {
    USER_NAMESPACE,
    MOUNT_NAMESPACE,
    PID_NAMESPACE,
    NETWORK_NAMESPACE,
    IPC_NAMESPACE,
    UTS_NAMESPACE,
    PRIVATE_PROC,
    RLIMITS,
    CAPABILITIES,
    NO_NEW_PRIVS,
    LANDLOCK,
    SECCOMP,
    CGROUP,
    MECHANISMS
};

#define MECHANISM_BIT(mechanism) (UINT32_C(1) << (mechanism))

const char *mechanism_name(enum mechanism mechanism);

/* The mechanisms named in a list separated by commas, as bits; false at a name that is not one. */
bool mechanism_list(const char *names, uint32_t *bits);

#endif
