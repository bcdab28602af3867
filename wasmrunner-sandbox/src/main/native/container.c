/* Finds the shim of a container's folder. */
#include "native.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

/* For a shim that lives but does not run, as when it was stopped. */
#define CONNECT_SECONDS 10

static int connect_in(int folder, const char *name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval bound = {.tv_sec = CONNECT_SECONDS};
    /* The folder's own path may be longer than an address can be. */
    int length = snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", folder, name);
    if (length < 0 || (size_t) length >= sizeof address.sun_path) {
        return -ENAMETOOLONG;
    }
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return -errno;
    }
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &bound, sizeof bound);
    if (connect(descriptor, (struct sockaddr *) &address, sizeof address) != 0) {
        int failed = -errno;
        close(descriptor);
        return failed;
    }
    return descriptor;
}

NATIVE(jint, connect)(JNIEnv *env, jclass type, jbyteArray folder, jbyteArray name) {
    (void) type;
    char path[PATH_BYTES];
    char within[PATH_BYTES];
    int failed = copy_path(env, folder, path);
    failed = failed == 0 ? copy_path(env, name, within) : failed;
    if (failed != 0) {
        return failed;
    }
    int directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
        return -errno;
    }
    int descriptor = connect_in(directory, within);
    close(directory);
    return descriptor;
}

/* Looks without locking, so that nobody who wants the lock meanwhile is refused. */
NATIVE(jint, lockHolder)(JNIEnv *env, jclass type, jbyteArray path) {
    (void) type;
    char name[PATH_BYTES];
    int failed = copy_path(env, path, name);
    if (failed != 0) {
        return failed;
    }
    int file = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        return -errno;
    }
    struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    failed = result_of(fcntl(file, F_GETLK, &whole));
    close(file);
    if (failed < 0) {
        return failed;
    }
    /* Of another process namespace: it has no number here. */
    return whole.l_type == F_UNLCK ? 0 : whole.l_pid > 0 ? whole.l_pid : INT32_MAX;
}
