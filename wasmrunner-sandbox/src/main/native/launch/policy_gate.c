/* What the gate may call: resolving names, connecting, and passing on what came of it. */
#include "policy.h"

#include "numbers.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#define CALL(name) .number = __NR_##name
#define VALUES(array) .condition = ONE_OF, .values = (array), .count = sizeof(array) / sizeof *(array)

/* Netlink: the C library asks which addresses this host has, to order what it finds. Not Unix: nscd is left alone. */
static const uint32_t families[] = {AF_INET, AF_INET6, AF_NETLINK};
static const uint32_t fcntl_commands[] = {F_GETFD, F_SETFD, F_GETFL, F_SETFL};
static const uint32_t ioctl_requests[] = {FIONREAD};

static const struct rule gate[] = {
    {CALL(read)},
    {CALL(recvfrom)},
    {CALL(recvmsg)},
    {CALL(sendmsg)},
    {CALL(sendto)},
    {CALL(sendmmsg)},
    {CALL(poll)},
    {CALL(ppoll)},
    {CALL(socket), .argument = 0, VALUES(families)},
    {CALL(connect)},
    /* Of netlink's; TCP ports are refused by Landlock. */
    {CALL(bind)},
    {CALL(getsockname)},
    {CALL(getpeername)},
    {CALL(getsockopt)},
    {CALL(setsockopt)},
    {CALL(close)},
    {CALL(lseek)},
    {CALL(open)},
    {CALL(openat)},
    {CALL(fstat)},
    {CALL(stat)},
    {CALL(newfstatat)},
    {CALL(statx)},
    {CALL(access)},
    {CALL(faccessat2)},
    {CALL(pread64)},
    {CALL(write)},
    {CALL(writev)},
    {CALL(fcntl), .argument = 1, VALUES(fcntl_commands)},
    {CALL(ioctl), .argument = 1, VALUES(ioctl_requests)},
    /* Modules of the name service are libraries. */
    {CALL(mmap)},
    {CALL(mprotect)},
    {CALL(munmap)},
    {CALL(mremap)},
    {CALL(madvise)},
    {CALL(brk)},
    {CALL(futex)},
    {CALL(uname)},
    {CALL(getpid)},
    {CALL(gettid)},
    {CALL(getuid)},
    {CALL(geteuid)},
    {CALL(getgid)},
    {CALL(getegid)},
    {CALL(getrandom)},
    {CALL(time)},
    {CALL(gettimeofday)},
    {CALL(clock_gettime)},
    {CALL(clock_nanosleep)},
    {CALL(nanosleep)},
    {CALL(rt_sigprocmask)},
    {CALL(rt_sigaction)},
    {CALL(rt_sigreturn)},
    {CALL(restart_syscall)},
    {CALL(exit)},
    {CALL(exit_group)},
};

const struct policy_table policy_gate = {.rules = gate, .count = sizeof gate / sizeof *gate};
