/* Landlock: which files the worker may open, whoever it runs as. */
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* From linux/landlock.h, which is older than this on many machines; the numbers are the same on all architectures. */
#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define CREATE_RULESET_VERSION 1U
#define RULE_PATH_BENEATH 1

#define EXECUTE (UINT64_C(1) << 0)
#define WRITE_FILE (UINT64_C(1) << 1)
#define READ_FILE (UINT64_C(1) << 2)
#define READ_DIR (UINT64_C(1) << 3)
#define REMOVE_DIR (UINT64_C(1) << 4)
#define REMOVE_FILE (UINT64_C(1) << 5)
#define MAKE_CHAR (UINT64_C(1) << 6)
#define MAKE_DIR (UINT64_C(1) << 7)
#define MAKE_REG (UINT64_C(1) << 8)
#define MAKE_SOCK (UINT64_C(1) << 9)
#define MAKE_FIFO (UINT64_C(1) << 10)
#define MAKE_BLOCK (UINT64_C(1) << 11)
#define MAKE_SYM (UINT64_C(1) << 12)
#define REFER (UINT64_C(1) << 13)
#define TRUNCATE (UINT64_C(1) << 14)
#define IOCTL_DEV (UINT64_C(1) << 15)

#define READING (READ_FILE | READ_DIR)
/* What WASI can ask for; it makes no devices, sockets or pipes, and nothing is ever executed. */
#define WRITING (READING | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER | TRUNCATE)
/* The only ones that a rule on something else than a directory may have. */
#define ON_FILES (EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV)

#define NET_BIND_TCP 1
#define NET_TCP 3
#define SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS 3

struct ruleset_attr {
    uint64_t handled_fs;
    uint64_t handled_net;
    uint64_t scoped;
};

struct path_beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

struct rules {
    int ruleset;
    uint64_t handled;
    struct problem *what;
};

int landlock_version(void) {
    long version = syscall(CREATE_RULESET, NULL, 0, CREATE_RULESET_VERSION);
    return version < 0 ? -errno : (int) version;
}

static uint64_t handled_by(int version) {
    /* ABI 1 knows everything up to MAKE_SYM; 2, 3 and 5 added one each. */
    uint64_t handled = REFER - 1;
    handled |= version >= 2 ? REFER : 0;
    handled |= version >= 3 ? TRUNCATE : 0;
    handled |= version >= 5 ? IOCTL_DEV : 0;
    return handled;
}

static int create(int version, uint64_t net) {
    struct ruleset_attr attr = {.handled_fs = handled_by(version)};
    size_t size = sizeof attr.handled_fs;
    if (version >= 4) {
        attr.handled_net = net;
        size = 2 * sizeof(uint64_t);
    }
    if (version >= 6) {
        attr.scoped = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS;
        size = 3 * sizeof(uint64_t);
    }
    long ruleset = syscall(CREATE_RULESET, &attr, size, 0);
    return ruleset < 0 ? -errno : (int) ruleset;
}

static int grant(const struct rules *rules, int descriptor, uint64_t rights) {
    struct stat found;
    if (fstat(descriptor, &found) != 0) {
        return -errno;
    }
    struct path_beneath rule = {.allowed = rights & rules->handled, .parent = descriptor};
    if (!S_ISDIR(found.st_mode)) {
        rule.allowed &= ON_FILES;
    }
    if (syscall(ADD_RULE, rules->ruleset, RULE_PATH_BENEATH, &rule, 0) == 0) {
        return 0;
    }
    /* Pipes and sockets are under no path: what is open of them is all there is. */
    return errno == EBADFD ? 0 : -errno;
}

static int grant_path(const struct rules *rules, const char *path, uint64_t rights) {
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    int error = descriptor < 0 ? -errno : grant(rules, descriptor, rights);
    if (descriptor >= 0) {
        close(descriptor);
    }
    if (error != 0) {
        problem(rules->what, "%s", path);
    }
    return error;
}

static void grant_if_there(const struct rules *rules, const char *path, uint64_t rights) {
    struct problem ignored = {.text = ""};
    struct rules quiet = {.ruleset = rules->ruleset, .handled = rules->handled, .what = &ignored};
    grant_path(&quiet, path, rights);
}

static int grant_descriptors(const struct rules *rules, const struct spec *spec, enum key key, uint64_t rights) {
    for (const char *at = NULL; (at = spec_next(spec, key, at)) != NULL;) {
        int error = grant(rules, (int) spec_number(at), rights);
        if (error != 0) {
            problem(rules->what, "descriptor %s", at);
            return error;
        }
    }
    return 0;
}

/* The folder that a loaded library came from: where libjvm's own libraries will be looked for. */
static int grant_library(struct dl_phdr_info *info, size_t size, void *data) {
    (void) size;
    char path[PATH_MAX];
    if (info->dlpi_name == NULL || info->dlpi_name[0] != '/' || realpath(info->dlpi_name, path) == NULL) {
        return 0;
    }
    char *slash = strrchr(path, '/');
    /* A library in the root: its folder would be everything. */
    if (slash == path) {
        return 0;
    }
    *slash = '\0';
    grant_if_there(data, path, READING);
    return 0;
}

/* Distributions keep a JDK's configuration under /etc, with links to it. */
static void grant_configuration(const struct rules *rules, const char *java_home) {
    static const char *const links[] = {"conf/net.properties", "conf/security/java.security", "lib/tzdb.dat"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        char link[PATH_MAX];
        char path[PATH_MAX];
        int length = snprintf(link, sizeof link, "%s/%s", java_home, links[i]);
        if (length < 0 || (size_t) length >= sizeof link || realpath(link, path) == NULL) {
            continue;
        }
        if (strncmp(path, java_home, strlen(java_home)) == 0) {
            continue;
        }
        *strrchr(path, '/') = '\0';
        grant_if_there(rules, path, READING);
    }
}

static void grant_system(struct rules *rules, bool own_proc) {
    grant_if_there(rules, "/dev/null", READ_FILE | WRITE_FILE);
    grant_if_there(rules, "/dev/urandom", READ_FILE);
    grant_if_there(rules, "/dev/random", READ_FILE);
    grant_if_there(rules, "/sys/devices/system/cpu", READING);
    grant_if_there(rules, "/usr/lib/locale", READING);
    grant_if_there(rules, "/usr/share/zoneinfo", READING);
    grant_if_there(rules, "/etc/localtime", READ_FILE);
    /* The system's own shows every process: of that only what is about this one, and the machine. */
    static const char *const shared[] = {"/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/version"};
    for (size_t i = 0; i < sizeof shared / sizeof *shared && !own_proc; i++) {
        grant_if_there(rules, shared[i], READING);
    }
    if (own_proc) {
        grant_if_there(rules, "/proc", READING);
    }
}

static int grant_all(struct rules *rules, const struct spec *spec, bool own_proc) {
    grant_system(rules, own_proc);
    dl_iterate_phdr(grant_library, rules);
    int error = grant_path(rules, spec->value[KEY_JAVA_HOME], READING);
    grant_configuration(rules, spec->value[KEY_JAVA_HOME]);
    for (const char *at = NULL; error == 0 && (at = spec_next(spec, KEY_READ, at)) != NULL;) {
        error = grant_path(rules, at, READING);
    }
    if (error == 0) {
        error = grant_descriptors(rules, spec, KEY_READ_FD, READING);
    }
    if (error == 0) {
        error = grant_descriptors(rules, spec, KEY_WRITE_FD, WRITING);
    }
    return error;
}

int landlock_restrict_all(void) {
    int version = landlock_version();
    int ruleset = version < 0 ? version : create(version, NET_TCP);
    if (ruleset < 0) {
        return ruleset;
    }
    int error = syscall(RESTRICT_SELF, ruleset, 0) == 0 ? 0 : -errno;
    close(ruleset);
    return error;
}

int landlock_restrict_gate(void) {
    int version = landlock_version();
    int ruleset = version < 0 ? version : create(version, NET_BIND_TCP);
    if (ruleset < 0) {
        return ruleset;
    }
    struct rules rules = {.ruleset = ruleset, .handled = handled_by(version)};
    /* Where the C library looks for how to resolve, and links from there lead to. */
    static const char *const read[] = {"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf",
                                       "/etc/gai.conf", "/etc/services", "/etc/ld.so.cache", "/etc/localtime",
                                       "/usr/lib/locale", "/run/systemd/resolve/resolv.conf"};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        grant_if_there(&rules, read[i], READING);
    }
    dl_iterate_phdr(grant_library, &rules);
    int error = syscall(RESTRICT_SELF, ruleset, 0) == 0 ? 0 : -errno;
    close(ruleset);
    return error;
}

int landlock_restrict(const struct spec *spec, bool own_proc, struct problem *what) {
    int version = landlock_version();
    int ruleset = version < 0 ? version : create(version, NET_TCP);
    if (ruleset < 0) {
        return ruleset;
    }
    struct rules rules = {.ruleset = ruleset, .handled = handled_by(version), .what = what};
    int error = grant_all(&rules, spec, own_proc);
    if (error == 0 && syscall(RESTRICT_SELF, ruleset, 0) != 0) {
        error = -errno;
    }
    close(ruleset);
    return error;
}
