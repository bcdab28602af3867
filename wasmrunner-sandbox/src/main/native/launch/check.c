/* What this kernel offers to this user: each mechanism is tried, in a child that then ends. */
#include "cgroup.h"
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct spec no_spec;

static void say(const char *name, int error) {
    if (error == 0) {
        printf("%s=ok\n", name);
    } else {
        printf("%s=missing: %s\n", name, strerror(-error));
    }
}

/* 0 or a negative errno, which every kernel keeps below 256. */
static int in_child(int (*attempt)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        _exit(-attempt());
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        return -errno;
    }
    return WIFEXITED(status) ? -WEXITSTATUS(status) : -EFAULT;
}

static int try_mount_proc(void) {
    if (needs_user_namespace()) {
        uid_t uid = geteuid();
        gid_t gid = getegid();
        int error = unshare(CLONE_NEWUSER) == 0 ? map_identity(uid, gid) : -errno;
        if (error != 0) {
            return error;
        }
    }
    if (unshare(CLONE_NEWNS | CLONE_NEWPID) != 0) {
        return -errno;
    }
    /* Only children are in the new process namespace. */
    return in_child(mount_proc);
}

static int try_rlimits(void) {
    struct rlimit now = {0};
    int error = limit_hard(RLIMIT_CORE, 0);
    if (error == 0) {
        error = limit_hard(RLIMIT_NOFILE, 64);
    }
    if (error == 0 && (getrlimit(RLIMIT_NOFILE, &now) != 0 || now.rlim_max > 64)) {
        error = -EPERM;
    }
    return error;
}

/* The proof is that the limit counts this namespace alone, and is kept. */
static int try_tasks(void) {
    if (!needs_user_namespace()) {
        return -ENOSYS;
    }
    int error = unshare(CLONE_NEWUSER) == 0 ? limit_hard(RLIMIT_NPROC, 2) : -errno;
    pid_t children[4];
    size_t count = 0;
    while (error == 0 && count < sizeof children / sizeof *children) {
        pid_t child = fork();
        if (child == 0) {
            pause();
            _exit(0);
        }
        if (child < 0) {
            error = -errno;
        } else {
            children[count++] = child;
        }
    }
    bool kept = error == -EAGAIN && count > 0;
    for (size_t i = 0; i < count; i++) {
        kill(children[i], SIGKILL);
        waitpid(children[i], NULL, 0);
    }
    return kept ? 0 : -ENOSYS;
}

static int try_landlock(void) {
    int error = no_new_privileges();
    if (error == 0) {
        error = landlock_restrict_all();
    }
    /* The proof is that it refuses. */
    if (error == 0 && (open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0 || errno != EACCES)) {
        error = -ENOSYS;
    }
    return error;
}

static int try_filter(int stage) {
    int error = no_new_privileges();
    if (error == 0) {
        error = seccomp_install(&no_spec, stage);
    }
    if (error == 0 && (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)) {
        error = -ENOSYS;
    }
    return error;
}

static int try_seccomp(void) {
    return try_filter(1);
}

static int try_seccomp_tsync(void) {
    return try_filter(2);
}

static const struct {
    const char *name;
    enum mechanism mechanism;
    int (*attempt)(void);
} attempts[] = {
    {"private-proc", PRIVATE_PROC, try_mount_proc},
    {"rlimits", RLIMITS, try_rlimits},
    {"capabilities", CAPABILITIES, drop_capabilities},
    {"no-new-privs", NO_NEW_PRIVS, no_new_privileges},
    {"landlock", LANDLOCK, try_landlock},
    {"seccomp", SECCOMP, try_seccomp},
    {"seccomp-tsync", SECCOMP, try_seccomp_tsync},
};

static bool is_pretended(uint32_t pretend, enum mechanism mechanism, const char *name) {
    if ((pretend & MECHANISM_BIT(mechanism)) == 0) {
        return false;
    }
    printf("%s=missing: pretended\n", name);
    return true;
}

static void check_namespaces(uint32_t pretend) {
    bool with_user = needs_user_namespace();
    for (int i = USER_NAMESPACE; i <= UTS_NAMESPACE; i++) {
        enum mechanism mechanism = (enum mechanism) i;
        if (!is_pretended(pretend, mechanism, mechanism_name(mechanism))) {
            say(mechanism_name(mechanism), try_namespace(mechanism, with_user || mechanism == USER_NAMESPACE));
        }
    }
}

/* Missing along with what it needs. */
static uint32_t consequences(uint32_t pretend) {
    uint32_t all = 0;
    for (int i = USER_NAMESPACE; i <= UTS_NAMESPACE; i++) {
        all |= MECHANISM_BIT(i);
    }
    if (needs_user_namespace() && (pretend & MECHANISM_BIT(USER_NAMESPACE)) != 0) {
        pretend |= all;
    }
    if ((pretend & (MECHANISM_BIT(MOUNT_NAMESPACE) | MECHANISM_BIT(PID_NAMESPACE))) != 0) {
        pretend |= MECHANISM_BIT(PRIVATE_PROC);
    }
    return pretend;
}

static void check_cgroup(uint32_t pretend) {
    if (is_pretended(pretend, CGROUP, "cgroup")) {
        return;
    }
    static struct cgroup group;
    cgroup_detect(&group, NULL);
    printf("cgroup=%s\n", hierarchy_name(group.hierarchy));
    /* The root's disk stands for any other: whether the kernel takes a bound for a disk is what is asked. */
    static const char bytes[] = "read=/";
    char id[32];
    snprintf(id, sizeof id, "check-%d", (int) getpid());
    struct spec spec = {.bytes = bytes, .length = sizeof bytes};
    spec.value[KEY_ID] = id;
    spec.number[KEY_MEMORY] = UINT64_C(64) * 1024 * 1024;
    spec.number[KEY_CPUS_MILLI] = 1000;
    spec.number[KEY_PIDS] = 64;
    spec.number[KEY_READ_BPS] = spec.number[KEY_WRITE_BPS] = UINT64_C(1024) * 1024 * 1024;
    cgroup_make(&group, &spec);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    if (child > 0) {
        cgroup_join(&group, &spec, child);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    static const enum limit shown[] = {LIMIT_MEMORY, LIMIT_CPUS, LIMIT_PIDS, LIMIT_WRITE};
    for (int i = 0; i < CONTROLLERS; i++) {
        const char *why = group.unlimited[shown[i]];
        if (shown[i] == LIMIT_PIDS && why[0] != '\0' && (pretend & MECHANISM_BIT(RLIMITS)) == 0
            && in_child(try_tasks) == 0) {
            why = "";
        }
        printf("cgroup.%s=%s%s\n", controller_name((enum controller) i), why[0] == '\0' ? "ok" : "missing: ", why);
    }
    cgroup_remove(&group);
}

int check(uint32_t pretend) {
    struct utsname system;
    if (uname(&system) == 0) {
        printf("kernel=%s\nmachine=%s\n", system.release, system.machine);
    }
    pretend = consequences(pretend);
    check_namespaces(pretend);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        if (!is_pretended(pretend, attempts[i].mechanism, attempts[i].name)) {
            say(attempts[i].name, in_child(attempts[i].attempt));
        }
    }
    int version = landlock_version();
    if (version > 0 && (pretend & MECHANISM_BIT(LANDLOCK)) == 0) {
        printf("landlock-abi=%d\n", version);
    }
    check_cgroup(pretend);
    return fflush(stdout) == 0 ? 0 : 1;
}
