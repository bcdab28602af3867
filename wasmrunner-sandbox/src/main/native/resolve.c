/* Resolves paths beneath a directory, which the kernel guards against links, dots and renames (openat2, Linux 5.6). */
#include "native.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

#define BENEATH 0x08
#define NO_MAGICLINKS 0x02
#define NO_SYMLINKS 0x04

/* The kernel answers EAGAIN when a rename anywhere met a ".." in the path; such renames may go on for ever. */
#define ATTEMPTS 256

struct how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

static int open_how(int dir, const char *path, struct how how) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        long opened = syscall(SYS_openat2, dir, path, &how, sizeof how);
        if (opened >= 0) {
            return (int) opened;
        }
        if (errno == EAGAIN) {
            sched_yield();
        } else if (errno != EINTR) {
            return errno == EXDEV ? -RESULT_ESCAPE : -errno;
        }
    }
    return -EAGAIN;
}

int open_beneath(int dir, const char *path, uint64_t flags, uint64_t mode) {
    return open_how(
            dir, path, (struct how) {.flags = flags | O_CLOEXEC, .mode = mode, .resolve = BENEATH | NO_MAGICLINKS});
}

int open_unlinked(int dir, const char *path, uint64_t flags) {
    return open_how(dir, path, (struct how) {.flags = flags | O_CLOEXEC, .resolve = BENEATH | NO_SYMLINKS});
}

/* Whether this kernel, and whatever filters its calls, lets openat2 through. */
NATIVE(jint, probe)(JNIEnv *env, jclass type) {
    (void) env;
    (void) type;
    int opened = open_beneath(AT_FDCWD, ".", O_PATH | O_DIRECTORY, 0);
    if (opened >= 0) {
        close(opened);
        return 0;
    }
    return opened;
}

NATIVE(jint, openRoot)(JNIEnv *env, jclass type, jbyteArray path) {
    (void) type;
    char copy[PATH_BYTES];
    int failed = copy_path(env, path, copy);
    if (failed != 0) {
        return failed;
    }
    return result_of(open(copy, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

NATIVE(jint, close)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    return result_of(close(descriptor));
}
