#include "filter.h"

#include "policy.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
/* The x32 calls have the same architecture and other numbers. */
#define FIRST_FOREIGN 0x40000000U
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no system-call policy for this architecture"
#endif

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "where the halves of arguments are");

#define ERRNO(number) (SECCOMP_RET_ERRNO | (number))
#define LOW(argument) (offsetof(struct seccomp_data, args) + 8 * (argument))
#define HIGH(argument) (LOW(argument) + 4)
#define NAMESPACES                                                                                                     \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

struct builder {
    struct sock_filter *program;
    size_t length;
};

static void emit(struct builder *to, uint16_t code, uint32_t k, uint8_t if_true, uint8_t if_false) {
    if (to->length < FILTER_MAX) {
        to->program[to->length] = (struct sock_filter){.code = code, .jt = if_true, .jf = if_false, .k = k};
    }
    to->length++;
}

static void load(struct builder *to, size_t offset) {
    emit(to, BPF_LD | BPF_W | BPF_ABS, (uint32_t) offset, 0, 0);
}

static void jump_if_equal(struct builder *to, uint32_t value, uint8_t if_true, uint8_t if_false) {
    emit(to, BPF_JMP | BPF_JEQ | BPF_K, value, if_true, if_false);
}

static void finish(struct builder *to, uint32_t action) {
    emit(to, BPF_RET | BPF_K, action, 0, 0);
}

/* Each ends the program one way or the other; the lengths are what a call that is another one jumps over. */

static void one_of(struct builder *to, const struct rule *rule) {
    load(to, LOW(rule->argument));
    for (size_t i = 0; i < rule->count; i++) {
        jump_if_equal(to, rule->values[i], (uint8_t) (rule->count - i), 0);
    }
    finish(to, ERRNO(EPERM));
    finish(to, SECCOMP_RET_ALLOW);
}

static void equal(struct builder *to, unsigned argument, uint32_t value) {
    load(to, LOW(argument));
    jump_if_equal(to, value, 1, 0);
    finish(to, ERRNO(EPERM));
    finish(to, SECCOMP_RET_ALLOW);
}

static void null(struct builder *to, unsigned argument) {
    load(to, LOW(argument));
    jump_if_equal(to, 0, 0, 2);
    load(to, HIGH(argument));
    jump_if_equal(to, 0, 1, 0);
    finish(to, ERRNO(EPERM));
    finish(to, SECCOMP_RET_ALLOW);
}

static void thread_only(struct builder *to) {
    load(to, LOW(0));
    emit(to, BPF_ALU | BPF_AND | BPF_K, CLONE_THREAD | CLONE_VM | NAMESPACES, 0, 0);
    jump_if_equal(to, CLONE_THREAD | CLONE_VM, 1, 0);
    finish(to, ERRNO(EPERM));
    finish(to, SECCOMP_RET_ALLOW);
}

static void own_limits(struct builder *to, uint32_t process, bool reading) {
    load(to, LOW(0));
    jump_if_equal(to, 0, 2, 0);
    jump_if_equal(to, process, 1, 0);
    finish(to, ERRNO(EPERM));
    if (reading) {
        null(to, 2);
    } else {
        finish(to, SECCOMP_RET_ALLOW);
    }
}

static void conditional(struct builder *to, const struct rule *rule, uint32_t process) {
    switch (rule->condition) {
        case ALWAYS:
            finish(to, SECCOMP_RET_ALLOW);
            break;
        case ONE_OF:
            one_of(to, rule);
            break;
        case OWN_PROCESS:
            equal(to, rule->argument, process);
            break;
        case NONE:
            null(to, rule->argument);
            break;
        case A_THREAD:
            thread_only(to);
            break;
        case OWN_LIMITS:
            own_limits(to, process, false);
            break;
        case OWN_LIMITS_READ:
            own_limits(to, process, true);
            break;
    }
}

static void allow(struct builder *to, const struct policy_table *table, uint32_t process) {
    for (size_t i = 0; i < table->count; i++) {
        const struct rule *rule = &table->rules[i];
        if (rule->number < 0) {
            continue;
        }
        size_t jump = to->length;
        jump_if_equal(to, (uint32_t) rule->number, 0, 0);
        conditional(to, rule, process);
        if (jump < FILTER_MAX) {
            to->program[jump].jf = (uint8_t) (to->length - jump - 1);
        }
    }
}

static void refuse(struct builder *to, const struct policy_table *table, uint32_t action) {
    for (size_t i = 0; i < table->count; i++) {
        if (table->rules[i].number >= 0) {
            jump_if_equal(to, (uint32_t) table->rules[i].number, 0, 1);
            finish(to, action);
        }
    }
}

size_t filter_build(const struct filter_request *request, struct sock_filter program[FILTER_MAX]) {
    struct builder to = {.program = program, .length = 0};
    load(&to, offsetof(struct seccomp_data, arch));
    jump_if_equal(&to, ARCHITECTURE, 1, 0);
    finish(&to, SECCOMP_RET_KILL_PROCESS);
    load(&to, offsetof(struct seccomp_data, nr));
#ifdef FIRST_FOREIGN
    emit(&to, BPF_JMP | BPF_JGE | BPF_K, FIRST_FOREIGN, 0, 1);
    finish(&to, SECCOMP_RET_KILL_PROCESS);
#endif
    if (request->stage == STAGE_GATE) {
        allow(&to, &policy_gate, request->process);
        finish(&to, ERRNO(EPERM));
        return to.length <= FILTER_MAX ? to.length : 0;
    }
    allow(&to, &policy_always, request->process);
    allow(&to, request->stage == 1 ? &policy_starting : &policy_locked, request->process);
    if (request->sockets) {
        allow(&to, &policy_sockets, request->process);
    }
    refuse(&to, &policy_unknown, ERRNO(ENOSYS));
    if (request->stage != 1 && request->kill) {
        refuse(&to, &policy_never, SECCOMP_RET_KILL_PROCESS);
    }
    finish(&to, ERRNO(EPERM));
    return to.length <= FILTER_MAX ? to.length : 0;
}
