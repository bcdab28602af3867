/* Seccomp: which system calls are left. */
#include "filter.h"
#include "launch.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

int seccomp_install(const struct spec *spec, int stage) {
    struct filter_request request = {
        .stage = stage,
        .sockets = spec->number[KEY_SOCKETS] == YES,
        .memfd = spec->number[KEY_MEMFD] == YES,
        .kill = spec->number[KEY_NEVER] == NEVER_KILL,
        .process = (uint32_t) getpid(),
    };
    static struct sock_filter program[FILTER_MAX];
    size_t length = filter_build(&request, program);
    if (length == 0) {
        return -E2BIG;
    }
    struct sock_fprog filter = {.len = (unsigned short) length, .filter = program};
    unsigned flags = stage == 1 ? 0 : SECCOMP_FILTER_FLAG_TSYNC;
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
    if (result < 0) {
        return -errno;
    }
    /* The thread that could not be brought along. */
    return result == 0 ? 0 : -EBUSY;
}
