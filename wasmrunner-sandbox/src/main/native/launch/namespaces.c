/* Namespaces: the worker sees no process, no network and no System V objects but its own. */
#include "files.h"
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    enum mechanism mechanism;
    unsigned long flag;
} kinds[] = {
    {MOUNT_NAMESPACE, CLONE_NEWNS},    {PID_NAMESPACE, CLONE_NEWPID}, {NETWORK_NAMESPACE, CLONE_NEWNET},
    {IPC_NAMESPACE, CLONE_NEWIPC},     {UTS_NAMESPACE, CLONE_NEWUTS},
};
#define KINDS (sizeof kinds / sizeof *kinds)

/*
 * Not glibc's fork: that cannot make namespaces, and unshare before it would put the monitor's later children, not the
 * worker, in charge of an error. What fork does besides, correcting the cached thread id, no code here relies on: Java
 * runs on a thread made afterwards.
 */
static pid_t raw_clone(unsigned long flags) {
    long pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
    return pid < 0 ? -errno : (pid_t) pid;
}

bool needs_user_namespace(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct data[2] = {0};
    if (syscall(SYS_capget, &header, data) != 0) {
        return geteuid() != 0;
    }
    return (data[0].effective & (1U << CAP_SYS_ADMIN)) == 0;
}

int try_namespace(enum mechanism mechanism, bool with_user) {
    unsigned long flags = with_user ? CLONE_NEWUSER : 0;
    for (size_t i = 0; i < KINDS; i++) {
        flags |= kinds[i].mechanism == mechanism ? kinds[i].flag : 0;
    }
    pid_t pid = raw_clone(flags);
    if (pid == 0) {
        _exit(0);
    }
    if (pid > 0) {
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    return pid < 0 ? pid : 0;
}

static bool left_out(struct launch *launch, enum mechanism mechanism) {
    if ((launch->spec.pretend & MECHANISM_BIT(mechanism)) != 0) {
        note_missing(launch, mechanism, 0);
        return true;
    }
    return false;
}

static unsigned long wanted(struct launch *launch) {
    unsigned long flags = 0;
    bool user = needs_user_namespace();
    /* Without a user namespace an ordinary user gets none of the others. */
    bool hopeless = user && left_out(launch, USER_NAMESPACE);
    for (size_t i = 0; i < KINDS; i++) {
        if (hopeless) {
            note_missing(launch, kinds[i].mechanism, EPERM);
        } else if (!left_out(launch, kinds[i].mechanism)) {
            flags |= kinds[i].flag;
        }
    }
    return flags | (user && !hopeless ? CLONE_NEWUSER : 0);
}

/* The slow way, when the kernel refused all at once: which of them does it refuse? */
static unsigned long possible(struct launch *launch, unsigned long flags) {
    bool user = (flags & CLONE_NEWUSER) != 0;
    int error = user ? try_namespace(USER_NAMESPACE, true) : 0;
    if (error != 0) {
        note_missing(launch, USER_NAMESPACE, -error);
    }
    unsigned long had = user && error == 0 ? CLONE_NEWUSER : 0;
    for (size_t i = 0; i < KINDS; i++) {
        if ((flags & kinds[i].flag) == 0) {
            continue;
        }
        int refused = error != 0 ? error : try_namespace(kinds[i].mechanism, user);
        if (refused == 0) {
            had |= kinds[i].flag;
        } else {
            note_missing(launch, kinds[i].mechanism, -refused);
        }
    }
    return had;
}

pid_t clone_worker(struct launch *launch) {
    launch->namespaces = wanted(launch);
    pid_t pid = raw_clone(launch->namespaces);
    if (pid < 0 && launch->namespaces != 0) {
        unsigned long flags = possible(launch, launch->namespaces);
        if (flags != launch->namespaces) {
            launch->namespaces = flags;
            pid = raw_clone(flags);
        }
    }
    return pid;
}

int map_identity(uid_t uid, gid_t gid) {
    char line[64];
    snprintf(line, sizeof line, "%u %u 1", uid, uid);
    int error = write_text("/proc/self", "uid_map", line, false);
    if (error != 0) {
        return error;
    }
    /* Not there before Linux 3.19, and then not needed. */
    error = write_text("/proc/self", "setgroups", "deny", false);
    if (error != 0 && error != -ENOENT) {
        return error;
    }
    snprintf(line, sizeof line, "%u %u 1", gid, gid);
    return write_text("/proc/self", "gid_map", line, false);
}

int mount_proc(void) {
    /* Else the mount below would show on the host, whose root is usually shared. */
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        return -errno;
    }
    return mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0 ? 0 : -errno;
}
