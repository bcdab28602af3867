#include "policy.h"

#include "numbers.h"

#include <fcntl.h>
#include <linux/prctl.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif

#define CALL(name) .number = __NR_##name
#define VALUES(array) .condition = ONE_OF, .values = (array), .count = sizeof(array) / sizeof *(array)
#define TABLE(array) {.rules = (array), .count = sizeof(array) / sizeof *(array)}

/* Not F_SETOWN, F_SETSIG, F_NOTIFY: signals to others; nor F_SETPIPE_SZ: the kernel's memory. */
static const uint32_t fcntl_commands[] = {F_GETFD, F_SETFD,  F_GETFL,      F_SETFL,      F_DUPFD_CLOEXEC,
                                          F_GETLK, F_SETLK,  F_SETLKW,     F_OFD_GETLK,  F_OFD_SETLK,
                                          F_OFD_SETLKW, F_ADD_SEALS, F_GET_SEALS};
/* Not TIOCSTI, which types into the terminal of whoever started the guest. */
static const uint32_t ioctl_requests[] = {FIONREAD, TCGETS, TIOCGWINSZ};
/* PR_SET_VMA names mappings, which glibc and the JVM do. */
static const uint32_t prctl_options[] = {PR_SET_NAME, PR_GET_NAME, PR_SET_VMA};
static const uint32_t prctl_starting[] = {PR_SET_NAME, PR_GET_NAME, PR_SET_VMA, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_READ};

static const struct rule always[] = {
    /* The most frequent first: filters are walked in this order. */
    {CALL(futex)},
    {CALL(read)},
    {CALL(write)},
    {CALL(clock_gettime)},
    {CALL(sched_yield)},
    {CALL(madvise)},
    {CALL(mprotect)},
    /* Executable memory cannot be refused to a JVM with a compiler. */
    {CALL(mmap)},
    {CALL(munmap)},
    {CALL(mremap)},
    {CALL(brk)},
    {CALL(lseek)},
    {CALL(pread64)},
    {CALL(pwrite64)},
    {CALL(readv)},
    {CALL(writev)},
    {CALL(preadv)},
    {CALL(pwritev)},
    {CALL(preadv2)},
    {CALL(pwritev2)},
    /* Landlock, the descriptors that are open and RESOLVE_BENEATH decide what can be opened. */
    {CALL(openat)},
    {CALL(openat2)},
    {CALL(open)},
    {CALL(close)},
    {CALL(rt_sigprocmask)},
    {CALL(rt_sigaction)},
    {CALL(rt_sigreturn)},
    {CALL(sigaltstack)},
    {CALL(fstat)},
    {CALL(newfstatat)},
    {CALL(statx)},
    {CALL(stat)},
    {CALL(lstat)},
    {CALL(access)},
    {CALL(faccessat)},
    {CALL(faccessat2)},
    {CALL(readlink)},
    {CALL(readlinkat)},
    {CALL(getdents64)},
    {CALL(getcwd)},
    {CALL(statfs)},
    {CALL(fstatfs)},
    {CALL(sched_getaffinity)},
    {CALL(sched_getparam)},
    {CALL(sched_getscheduler)},
    {CALL(getpriority)},
    /* Only ever lower without CAP_SYS_NICE: the JVM's compiler threads. */
    {CALL(setpriority)},
    {CALL(gettid)},
    {CALL(getpid)},
    {CALL(getppid)},
    {CALL(getuid)},
    {CALL(geteuid)},
    {CALL(getgid)},
    {CALL(getegid)},
    {CALL(set_robust_list)},
    {CALL(rseq)},
    {CALL(set_tid_address)},
    {CALL(restart_syscall)},
    {CALL(membarrier)},
    {CALL(getrusage)},
    {CALL(clock_nanosleep)},
    {CALL(clock_getres)},
    {CALL(nanosleep)},
    {CALL(gettimeofday)},
    {CALL(time)},
    {CALL(sysinfo)},
    {CALL(uname)},
    {CALL(getrandom)},
    {CALL(exit)},
    {CALL(exit_group)},
    {CALL(dup)},
    {CALL(dup2)},
    {CALL(dup3)},
    {CALL(poll)},
    {CALL(ppoll)},
    {CALL(pselect6)},
    {CALL(pipe)},
    {CALL(pipe2)},
    {CALL(eventfd2)},
    {CALL(epoll_create)},
    {CALL(epoll_create1)},
    {CALL(epoll_ctl)},
    {CALL(epoll_wait)},
    {CALL(epoll_pwait)},
    {CALL(epoll_pwait2)},
    {CALL(mkdirat)},
    {CALL(unlinkat)},
    {CALL(renameat)},
    {CALL(renameat2)},
    {CALL(linkat)},
    {CALL(symlinkat)},
    {CALL(mkdir)},
    {CALL(rmdir)},
    {CALL(unlink)},
    {CALL(rename)},
    {CALL(ftruncate)},
    {CALL(fallocate)},
    {CALL(fsync)},
    {CALL(fdatasync)},
    {CALL(utimensat)},
    {CALL(fchmod)},
    {CALL(copy_file_range)},
    {CALL(sendfile)},
    /* Thread-local storage of threads. */
    {CALL(arch_prctl)},
    {CALL(clone), .condition = A_THREAD},
    {CALL(fcntl), .argument = 1, VALUES(fcntl_commands)},
    {CALL(ioctl), .argument = 1, VALUES(ioctl_requests)},
    /* How a thread of the JVM interrupts another, and how it aborts. */
    {CALL(tgkill), .condition = OWN_PROCESS, .argument = 0},
};

/* Without MFD_HUGETLB: huge pages are the machine's. */
static const uint32_t memfd_flags[] = {MFD_CLOEXEC | MFD_ALLOW_SEALING, MFD_CLOEXEC};

static const struct rule starting[] = {
    {CALL(prctl), VALUES(prctl_starting)},
    /* The JVM raises its soft limit of descriptors to the hard one. */
    {CALL(prlimit64), .condition = OWN_LIMITS},
    {CALL(getrlimit)},
    {CALL(setrlimit)},
    /* Wasmtime 7 keeps a memory's first contents in a file without a name; it is made before the guest runs. */
    {CALL(memfd_create), .argument = 1, VALUES(memfd_flags)},
    /* The second filter. */
    {CALL(seccomp)},
};

static const struct rule locked[] = {
    {CALL(prctl), VALUES(prctl_options)},
    {CALL(prlimit64), .condition = OWN_LIMITS_READ},
    {CALL(getrlimit)},
};

/* By number alone, whichever level they are of: none of these reaches far into the kernel. */
static const uint32_t socket_options[] = {TCP_NODELAY, SO_KEEPALIVE, SO_RCVLOWAT};

static const struct rule sockets[] = {
    {CALL(accept4)},
    {CALL(recvfrom)},
    {CALL(recvmsg)},
    /*
     * To whom the socket is connected already, and to nobody else. Not sendmsg, whose address no filter sees: with
     * MSG_FASTOPEN it connects, and a listener that was shut down is a socket to connect with.
     */
    {CALL(sendto), .condition = NONE, .argument = 4},
    {CALL(shutdown)},
    {CALL(getsockname)},
    {CALL(getpeername)},
    {CALL(getsockopt)},
    {CALL(setsockopt), .argument = 2, VALUES(socket_options)},
};

static const struct rule unknown[] = {
    /* Its flags are in memory, where no filter looks. */
    {CALL(clone3)},
};

static const struct rule never[] = {
    {CALL(ptrace)},
    {CALL(process_vm_readv)},
    {CALL(process_vm_writev)},
    {CALL(process_madvise)},
    {CALL(pidfd_getfd)},
    {CALL(mount)},
    {CALL(umount2)},
    {CALL(pivot_root)},
    {CALL(open_tree)},
    {CALL(open_tree_attr)},
    {CALL(move_mount)},
    {CALL(fsopen)},
    {CALL(fsconfig)},
    {CALL(fsmount)},
    {CALL(fspick)},
    {CALL(mount_setattr)},
    {CALL(setns)},
    {CALL(unshare)},
    {CALL(bpf)},
    {CALL(add_key)},
    {CALL(request_key)},
    {CALL(keyctl)},
    {CALL(create_module)},
    {CALL(init_module)},
    {CALL(finit_module)},
    {CALL(delete_module)},
    {CALL(kexec_load)},
    {CALL(kexec_file_load)},
    {CALL(reboot)},
    {CALL(swapon)},
    {CALL(swapoff)},
    {CALL(quotactl)},
    {CALL(quotactl_fd)},
    {CALL(acct)},
    {CALL(iopl)},
    {CALL(ioperm)},
    {CALL(perf_event_open)},
    {CALL(userfaultfd)},
    {CALL(io_uring_setup)},
    {CALL(io_uring_enter)},
    {CALL(io_uring_register)},
    /* Opens files by number, past every directory that a rule stands on. */
    {CALL(open_by_handle_at)},
};

const struct policy_table policy_always = TABLE(always);
const struct policy_table policy_starting = TABLE(starting);
const struct policy_table policy_locked = TABLE(locked);
const struct policy_table policy_sockets = TABLE(sockets);
const struct policy_table policy_unknown = TABLE(unknown);
const struct policy_table policy_never = TABLE(never);
