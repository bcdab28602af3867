/* Starts the launcher or a shim and waits for it. */
#include "native.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The first descriptor of the program beyond the standard streams. */
#define FIRST 3
#define MAX_DESCRIPTORS 512

static int write_all(int descriptor, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0) {
            return -errno;
        }
        bytes += written;
        size -= (size_t) written;
    }
    return 0;
}

/* Of a fixed size, for several processes to write to. */
NATIVE(jint, sharedMemory)(JNIEnv *env, jclass type, jint bytes) {
    (void) env;
    (void) type;
    int file = memfd_create("ledger", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) {
        return -errno;
    }
    if (ftruncate(file, bytes) != 0 || fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        int failed = -errno;
        close(file);
        return failed;
    }
    return file;
}

NATIVE(jint, memoryFile)(JNIEnv *env, jclass type, jbyteArray content) {
    (void) type;
    int file = memfd_create("module", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) {
        return -errno;
    }
    jsize size = (*env)->GetArrayLength(env, content);
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, content, NULL);
    int failed = bytes == NULL ? -ENOMEM : write_all(file, bytes, (size_t) size);
    if (bytes != NULL) {
        (*env)->ReleasePrimitiveArrayCritical(env, content, bytes, JNI_ABORT);
    }
    if (failed == 0 && fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0) {
        failed = -errno;
    }
    if (failed != 0) {
        close(file);
        return failed;
    }
    return file;
}

NATIVE(jint, socketPair)(JNIEnv *env, jclass type, jintArray into) {
    (void) type;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return -errno;
    }
    jint both[2] = {pair[0], pair[1]};
    (*env)->SetIntArrayRegion(env, into, 0, 2, both);
    return 0;
}

NATIVE(jint, packetPair)(JNIEnv *env, jclass type, jintArray into) {
    (void) type;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        return -errno;
    }
    jint both[2] = {pair[0], pair[1]};
    (*env)->SetIntArrayRegion(env, into, 0, 2, both);
    return 0;
}

/*
 * Copies of the descriptors above all the numbers they are to get, so that none is overwritten before it is moved; not far
 * above, since a process with threads waits for all processors when its table of descriptors has to grow.
 */
static int lift(const jint *from, int count, int *to) {
    for (int i = 0; i < count; i++) {
        to[i] = fcntl(from[i], F_DUPFD_CLOEXEC, FIRST + count);
        if (to[i] < 0) {
            int failed = -errno;
            while (i-- > 0) {
                close(to[i]);
            }
            return failed;
        }
    }
    return 0;
}

static int start(char *path, const int *lifted, int count, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (int i = 0; i < count; i++) {
        posix_spawn_file_actions_adddup2(&actions, lifted[i], FIRST + i);
    }
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    char *slash = strrchr(path, '/');
    char *arguments[] = {slash == NULL ? path : slash + 1, NULL};
    char *environment[] = {NULL};
    int failed = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return -failed;
}

NATIVE(jint, spawn)(JNIEnv *env, jclass type, jbyteArray path, jint third, jintArray others) {
    (void) type;
    char program[PATH_BYTES];
    jint from[MAX_DESCRIPTORS];
    int lifted[MAX_DESCRIPTORS];
    int count = (*env)->GetArrayLength(env, others) + 1;
    int failed = count > MAX_DESCRIPTORS ? -EMFILE : copy_path(env, path, program);
    if (failed != 0) {
        return failed;
    }
    from[0] = third;
    (*env)->GetIntArrayRegion(env, others, 0, count - 1, from + 1);
    failed = lift(from, count, lifted);
    if (failed != 0) {
        return failed;
    }
    pid_t pid = -1;
    failed = start(program, lifted, count, &pid);
    for (int i = 0; i < count; i++) {
        close(lifted[i]);
    }
    return failed != 0 ? failed : pid;
}

NATIVE(void, exit)(JNIEnv *env, jclass type, jint code) {
    (void) env;
    (void) type;
    _exit(code);
}

/* Those that ask a process to end. */
static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
#define ENDING_SIGNALS (sizeof ending_signals / sizeof *ending_signals)

static struct sigaction handled_before[ENDING_SIGNALS];
static volatile sig_atomic_t forward_to;

static void forward(int number) {
    int saved = errno;
    if (forward_to > 0) {
        kill((pid_t) forward_to, number);
    }
    errno = saved;
}

NATIVE(jint, forwardSignals)(JNIEnv *env, jclass type, jint pid) {
    (void) env;
    (void) type;
    bool on = pid > 0;
    if (on == (forward_to > 0)) {
        return -EALREADY;
    }
    if (on) {
        forward_to = pid;
    }
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        struct sigaction action = {.sa_handler = forward, .sa_flags = SA_RESTART};
        if (on) {
            sigaction(ending_signals[i], NULL, &handled_before[i]);
        }
        /* What whoever started us wants ignored, as nohup does, stays so. */
        if (handled_before[i].sa_handler != SIG_IGN) {
            sigaction(ending_signals[i], on ? &action : &handled_before[i], NULL);
        }
    }
    if (!on) {
        forward_to = 0;
    }
    return 0;
}

NATIVE(jint, await)(JNIEnv *env, jclass type, jint pid) {
    (void) env;
    (void) type;
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return -errno;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
