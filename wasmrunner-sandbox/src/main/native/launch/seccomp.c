/* Seccomp: which system calls are left. */
#include "filter.h"
#include "launch.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

static int install(const struct filter_request *request, unsigned flags) {
    static struct sock_filter program[FILTER_MAX];
    size_t length = filter_build(request, program);
    if (length == 0) {
        return -E2BIG;
    }
    struct sock_fprog filter = {.len = (unsigned short) length, .filter = program};
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
    if (result < 0) {
        return -errno;
    }
    /* The thread that could not be brought along. */
    return result == 0 ? 0 : -EBUSY;
}

int seccomp_install_gate(void) {
    struct filter_request request = {.stage = STAGE_GATE, .process = (uint32_t) getpid()};
    return install(&request, 0);
}

int seccomp_install(const struct spec *spec, int stage) {
    struct filter_request request = {
        .stage = stage,
        .sockets = spec->number[KEY_SOCKETS] == YES,
        .kill = spec->number[KEY_NEVER] == NEVER_KILL,
        .process = (uint32_t) getpid(),
    };
    return install(&request, stage == 1 ? 0 : SECCOMP_FILTER_FLAG_TSYNC);
}
