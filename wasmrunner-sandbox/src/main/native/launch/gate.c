/* The gate's process: outside of the worker's sandbox, and in a narrow one of its own. */
#include "gate.h"

#include "clock.h"
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static uint64_t milliseconds(void) {
    return clock_now() / 1000000;
}

static bool pass(int channel, const uint8_t *answer, size_t length, int socket) {
    struct iovec part = {.iov_base = (void *) (uintptr_t) answer, .iov_len = length};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {.bytes = {0}};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (socket >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(&control.header), &socket, sizeof socket);
    }
    ssize_t sent;
    do {
        sent = sendmsg(channel, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == (ssize_t) length;
}

static void serve(struct gate *gate, int channel) {
    uint8_t request[GATE_PACKET];
    uint8_t answer[GATE_PACKET];
    for (;;) {
        /* Descriptors that come along are not taken. What is longer is cut, and then makes no sense. */
        ssize_t length = recv(channel, request, sizeof request, 0);
        if (length < 0 && errno == EINTR) {
            continue;
        }
        if (length <= 0) {
            return;
        }
        int socket;
        size_t size = gate_answer(gate, request, (size_t) length, answer, &socket);
        bool told = pass(channel, answer, size, socket);
        if (socket >= 0) {
            close(socket);
        }
        if (!told) {
            return;
        }
    }
}

static void keep_only(int channel) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int i = 0; i <= STDERR_FILENO && null >= 0; i++) {
        dup2(null, i);
    }
    /* One place for it, and nothing behind. */
    dup2(channel, STDERR_FILENO + 1);
    close_from(STDERR_FILENO + 2);
}

/* Whether it is narrow enough: a mechanism that the kernel lacks is missed only where the worker may not lack it. */
static bool narrow(const struct launch *launch) {
    bool strict = launch->spec.number[KEY_MISSING] == MISSING_REFUSE;
    limit_hard(RLIMIT_CORE, 0);
    limit_hard(RLIMIT_NOFILE, 64);
    if (drop_capabilities() != 0 || no_new_privileges() != 0) {
        return false;
    }
    return (landlock_restrict_gate() == 0 || !strict) && (seccomp_install_gate() == 0 || !strict);
}

pid_t start_gate(const struct launch *launch) {
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid != 0) {
        return pid < 0 ? -errno : pid;
    }
    static struct gate gate;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(1);
    }
    keep_only((int) launch->spec.number[KEY_GATE]);
    gate_read(&gate, &launch->spec);
    gate.resolve = resolve_name;
    gate.connect = connect_address;
    gate.clock = milliseconds;
    open_tables(&gate.open);
    /* A guest waits for as long as this takes. */
    setenv("RES_OPTIONS", "timeout:2 attempts:2", 1);
    if (narrow(launch)) {
        serve(&gate, STDERR_FILENO + 1);
    }
    _exit(0);
}
