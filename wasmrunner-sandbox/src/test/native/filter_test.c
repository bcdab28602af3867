/* Runs the filters as the kernel would, in a small interpreter of classic BPF. */
#include "filter.h"

#include "policy.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define HERE AUDIT_ARCH_X86_64
#define ELSEWHERE AUDIT_ARCH_I386
#else
#define HERE AUDIT_ARCH_AARCH64
#define ELSEWHERE AUDIT_ARCH_ARM
#endif

#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
#define UNKNOWN (SECCOMP_RET_ERRNO | ENOSYS)
#define BROKEN 0xdeadbeefU
#define PROCESS 17

static struct sock_filter program[FILTER_MAX];
static size_t length;

static void build(int stage, bool sockets, bool kill) {
    struct filter_request request = {.stage = stage, .sockets = sockets, .kill = kill, .process = PROCESS};
    length = filter_build(&request, program);
    CHECK(length > 0);
}

static uint32_t interpret(const struct seccomp_data *data) {
    uint32_t a = 0;
    for (size_t at = 0; at < length; at++) {
        const struct sock_filter *i = &program[at];
        switch (i->code) {
            case BPF_LD | BPF_W | BPF_ABS:
                if (i->k % 4 != 0 || i->k + 4 > sizeof *data) {
                    return BROKEN;
                }
                memcpy(&a, (const char *) data + i->k, 4);
                break;
            case BPF_JMP | BPF_JEQ | BPF_K:
                at += a == i->k ? i->jt : i->jf;
                break;
            case BPF_JMP | BPF_JGE | BPF_K:
                at += a >= i->k ? i->jt : i->jf;
                break;
            case BPF_ALU | BPF_AND | BPF_K:
                a &= i->k;
                break;
            case BPF_RET | BPF_K:
                return i->k;
            default:
                return BROKEN;
        }
    }
    return BROKEN;
}

static uint32_t call(long number, uint64_t a, uint64_t b, uint64_t c) {
    struct seccomp_data data = {.nr = (int) number, .arch = HERE, .args = {a, b, c}};
    return interpret(&data);
}

TEST(every_number_has_a_verdict) {
    for (int variant = 0; variant < 8; variant++) {
        build(1 + (variant & 1), (variant & 2) != 0, (variant & 4) != 0);
        for (long number = -1; number < 2000; number++) {
            uint32_t verdict = call(number, 0, 0, 0);
            CHECK(verdict == SECCOMP_RET_ALLOW || verdict == REFUSED || verdict == UNKNOWN
                  || verdict == SECCOMP_RET_KILL_PROCESS);
        }
    }
}

TEST(every_table_decides_as_it_says) {
    build(2, false, true);
    for (size_t i = 0; i < policy_always.count; i++) {
        const struct rule *rule = &policy_always.rules[i];
        if (rule->number >= 0 && rule->condition == ALWAYS) {
            CHECK(call(rule->number, ~0ULL, ~0ULL, ~0ULL) == SECCOMP_RET_ALLOW);
        }
    }
    for (size_t i = 0; i < policy_never.count; i++) {
        if (policy_never.rules[i].number >= 0) {
            CHECK(call(policy_never.rules[i].number, 0, 0, 0) == SECCOMP_RET_KILL_PROCESS);
        }
    }
    CHECK(call(SYS_clone3, 0, 0, 0) == UNKNOWN);
}

TEST(no_call_stands_in_two_tables) {
    const struct policy_table *tables[] = {&policy_always, &policy_locked, &policy_sockets, &policy_unknown,
                                           &policy_never};
    int seen[2000] = {0};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            int number = tables[t]->rules[i].number;
            CHECK(number < 2000);
            if (number >= 0 && seen[number]++ > 0) {
                printf("twice: %d\n", number);
                CHECK(false);
            }
        }
    }
}

TEST(what_starts_processes_or_reaches_the_network_is_refused_in_both_stages) {
    static const long refused[] = {SYS_execve, SYS_execveat, SYS_socket, SYS_socketpair, SYS_connect, SYS_bind,
                                   SYS_listen, SYS_kill, SYS_chroot, SYS_mknodat, SYS_setuid, SYS_personality,
                                   SYS_accept4, SYS_sendmsg, SYS_fchownat, SYS_pidfd_open, SYS_setsid};
    for (int stage = 1; stage <= 2; stage++) {
        build(stage, false, true);
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
            CHECK(call(refused[i], 0, 0, 0) == REFUSED);
        }
    }
}

TEST(an_engine_makes_files_without_a_name_before_its_guest_runs_and_not_after) {
    build(1, false, true);
    CHECK(call(SYS_memfd_create, 0, MFD_CLOEXEC | MFD_ALLOW_SEALING, 0) == SECCOMP_RET_ALLOW);
    /* Huge pages are the machine's. */
    CHECK(call(SYS_memfd_create, 0, MFD_CLOEXEC | MFD_HUGETLB, 0) == REFUSED);
    build(2, false, true);
    CHECK(call(SYS_memfd_create, 0, MFD_CLOEXEC, 0) == REFUSED);
}

TEST(never_is_killed_only_in_stage_two_and_only_on_request) {
    build(1, false, true);
    CHECK(call(SYS_ptrace, 0, 0, 0) == REFUSED);
    build(2, false, true);
    CHECK(call(SYS_ptrace, 0, 0, 0) == SECCOMP_RET_KILL_PROCESS);
    build(2, false, false);
    CHECK(call(SYS_ptrace, 0, 0, 0) == REFUSED);
}

TEST(the_second_filter_can_be_installed_once) {
    build(1, false, true);
    CHECK(call(SYS_seccomp, 0, 0, 0) == SECCOMP_RET_ALLOW);
    build(2, false, true);
    CHECK(call(SYS_seccomp, 0, 0, 0) == REFUSED);
}

TEST(listening_sockets_may_be_served_when_asked_for) {
    build(2, true, true);
    CHECK(call(SYS_accept4, 0, 0, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_socket, 0, 0, 0) == REFUSED);
    CHECK(call(SYS_connect, 0, 0, 0) == REFUSED);
    struct seccomp_data data = {.nr = SYS_sendto, .arch = HERE, .args = {4, 1, 1, 0, 0, 0}};
    CHECK(interpret(&data) == SECCOMP_RET_ALLOW);
    data.args[4] = 1;
    CHECK(interpret(&data) == REFUSED);
    data.args[4] = UINT64_C(1) << 32;
    CHECK(interpret(&data) == REFUSED);
}

TEST(a_socket_that_is_served_cannot_be_made_another) {
    build(2, true, true);
    /* Its flags and address are in memory, and MSG_FASTOPEN connects. */
    CHECK(call(SYS_sendmsg, 4, 0, 0) == REFUSED);
    CHECK(call(SYS_setsockopt, 4, SOL_SOCKET, SO_RCVLOWAT) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_setsockopt, 4, IPPROTO_TCP, TCP_ULP) == REFUSED);
    CHECK(call(SYS_setsockopt, 4, IPPROTO_TCP, TCP_REPAIR) == REFUSED);
    CHECK(call(SYS_setsockopt, 4, IPPROTO_TCP, TCP_FASTOPEN_CONNECT) == REFUSED);
    CHECK(call(SYS_setsockopt, 4, SOL_SOCKET, SO_ATTACH_FILTER) == REFUSED);
}

TEST(the_gate_resolves_and_connects_and_does_little_else) {
    build(STAGE_GATE, false, true);
    CHECK(call(SYS_socket, AF_INET, SOCK_STREAM, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_socket, AF_INET6, SOCK_DGRAM, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_socket, AF_UNIX, SOCK_STREAM, 0) == REFUSED);
    CHECK(call(SYS_socket, AF_PACKET, SOCK_RAW, 0) == REFUSED);
    CHECK(call(SYS_connect, 4, 0, 0) == SECCOMP_RET_ALLOW);
    static const long refused[] = {SYS_execve, SYS_clone,  SYS_clone3, SYS_ptrace, SYS_kill,   SYS_tgkill,  SYS_listen,
                                   SYS_accept4, SYS_mount, SYS_setuid, SYS_unlinkat, SYS_prctl, SYS_seccomp, SYS_bpf};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        CHECK(call(refused[i], 0, 0, 0) == REFUSED);
    }
}

TEST(another_architecture_is_killed) {
    for (int stage = 1; stage <= 2; stage++) {
        build(stage, false, false);
        struct seccomp_data data = {.nr = SYS_read, .arch = ELSEWHERE};
        CHECK(interpret(&data) == SECCOMP_RET_KILL_PROCESS);
#ifdef __x86_64__
        CHECK(call(0x40000000 + SYS_read, 0, 0, 0) == SECCOMP_RET_KILL_PROCESS);
#endif
    }
}

TEST(clone_makes_threads_only) {
    uint64_t thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SYSVSEM | CLONE_SIGHAND | CLONE_THREAD | CLONE_SETTLS
                      | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
    static const uint64_t namespaces[] = {CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET,
                                          CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
    build(2, false, true);
    CHECK(call(SYS_clone, thread, 0, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_clone, 17, 0, 0) == REFUSED);
    CHECK(call(SYS_clone, CLONE_VM | CLONE_VFORK | 17, 0, 0) == REFUSED);
    CHECK(call(SYS_clone, thread & ~(uint64_t) CLONE_VM, 0, 0) == REFUSED);
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
        CHECK(call(SYS_clone, thread | namespaces[i], 0, 0) == REFUSED);
    }
}

TEST(arguments_are_looked_at) {
    build(2, false, true);
    CHECK(call(SYS_fcntl, 1, F_GETFL, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_fcntl, 1, F_OFD_SETLKW, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_fcntl, 1, F_SETOWN, 0) == REFUSED);
    CHECK(call(SYS_ioctl, 0, TCGETS, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_ioctl, 0, TIOCSTI, 0) == REFUSED);
    /* The kernel looks at 32 bits, so more of them change nothing. */
    CHECK(call(SYS_ioctl, 0, TIOCSTI | UINT64_C(1) << 32, 0) == REFUSED);
    CHECK(call(SYS_tgkill, PROCESS, 5, 6) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_tgkill, PROCESS + 1, 5, 6) == REFUSED);
    CHECK(call(SYS_tgkill, (uint64_t) -1, 5, 6) == REFUSED);
    CHECK(call(SYS_prctl, PR_SET_NAME, 0, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_prctl, PR_SET_DUMPABLE, 1, 0) == REFUSED);
    CHECK(call(SYS_prctl, PR_CAPBSET_READ, 1, 0) == REFUSED);
}

TEST(limits_are_read_in_stage_two_and_set_in_stage_one) {
    build(1, false, true);
    CHECK(call(SYS_prlimit64, 0, 7, 4096) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_prlimit64, 99, 7, 0) == REFUSED);
    CHECK(call(SYS_prctl, PR_CAPBSET_READ, 1, 0) == SECCOMP_RET_ALLOW);
    build(2, false, true);
    CHECK(call(SYS_prlimit64, 0, 7, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_prlimit64, PROCESS, 7, 0) == SECCOMP_RET_ALLOW);
    CHECK(call(SYS_prlimit64, 0, 7, 4096) == REFUSED);
    CHECK(call(SYS_prlimit64, 0, 7, UINT64_C(1) << 40) == REFUSED);
    CHECK(call(SYS_prlimit64, 99, 7, 0) == REFUSED);
}

void filter_tests(void) {
    RUN(every_number_has_a_verdict);
    RUN(every_table_decides_as_it_says);
    RUN(no_call_stands_in_two_tables);
    RUN(what_starts_processes_or_reaches_the_network_is_refused_in_both_stages);
    RUN(an_engine_makes_files_without_a_name_before_its_guest_runs_and_not_after);
    RUN(never_is_killed_only_in_stage_two_and_only_on_request);
    RUN(the_second_filter_can_be_installed_once);
    RUN(listening_sockets_may_be_served_when_asked_for);
    RUN(a_socket_that_is_served_cannot_be_made_another);
    RUN(the_gate_resolves_and_connects_and_does_little_else);
    RUN(another_architecture_is_killed);
    RUN(clone_makes_threads_only);
    RUN(arguments_are_looked_at);
    RUN(limits_are_read_in_stage_two_and_set_in_stage_one);
}
