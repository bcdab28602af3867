/* One launch: what monitor and child know together. Functions return 0 or a negative errno unless they say otherwise. */
#ifndef WASMRUNNER_LAUNCH_LAUNCH_H
#define WASMRUNNER_LAUNCH_LAUNCH_H

#include "ledger.h"
#include "mechanism.h"
#include "spec.h"

#include <signal.h>
#include <sys/types.h>

#define SPEC_DESCRIPTOR 3

struct launch {
    struct spec spec;
    struct ledger *ledger;
    struct notes *notes;
    /* The worker waits at its reading end until the monitor says that the cgroup is joined. */
    int gate[2];
    /* The clone flags of the namespaces that the worker got. */
    unsigned long namespaces;
    uid_t uid;
    gid_t gid;
    /* As it was before the monitor blocked its signals. */
    sigset_t signals;
};

/* Writes down that a mechanism is missing; why is an errno, 0 when it is pretended. */
void note_missing(struct launch *launch, enum mechanism mechanism, int why);

/* Whether the spec wants the mechanism taken as missing; it is then noted as such. */
bool pretended(struct launch *launch, enum mechanism mechanism);

/* Ends the child: the stage it is at has failed. */
_Noreturn void give_up(struct launch *launch, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* As give_up when the spec refuses to go on without it, else goes on with a note. */
void lack(struct launch *launch, enum mechanism mechanism, int error);

/* What monitor.c and worker.c do: the parent's half, whose exit status is returned, and the child's. */
int monitor(void);
_Noreturn void worker(struct launch *launch);

/* Forks the gate, which spec.value[KEY_GATE] asks for; its id, or a negative errno. */
pid_t start_gate(const struct launch *launch);

/* Closes every descriptor from first on. */
void close_from(int first);
/* Closes every descriptor from 3 on that is neither kept nor also (-1: none). */
void close_others(const struct spec *spec, int also);

/* Clones with the namespaces that can be had; the child's id, 0 in the child, or a negative errno. */
pid_t clone_worker(struct launch *launch);
/* Tries one namespace in a child of its own. */
int try_namespace(enum mechanism mechanism, bool with_user);
/* Whether this process needs a user namespace to make any other. */
bool needs_user_namespace(void);
/* In a new user namespace: user and group are themselves, and nobody else is there. */
int map_identity(uid_t uid, gid_t gid);
/* In new mount and process namespaces: a /proc that shows those only. */
int mount_proc(void);

int drop_capabilities(void);
int no_new_privileges(void);

/* limit_hard sets soft and hard limit both. */
int limit_hard(int resource, uint64_t value);
int limit_resources(const struct launch *launch);
/*
 * Whether the limit of tasks is one of the process, which needs no cgroup: in a user namespace of the worker's own the kernel
 * counts the tasks of that alone, since Linux 5.14. Anywhere else it would count all that the user has.
 */
bool limits_tasks(const struct launch *launch);

/* The Landlock version of the kernel, or a negative errno. */
int landlock_version(void);
/* Restricts this thread to what the spec grants; on failure what names the path. */
int landlock_restrict(const struct spec *spec, bool own_proc, struct problem *what);

/* Restricts this thread to nothing. */
int landlock_restrict_all(void);

/* Restricts this thread to what resolving names needs: files to read, and TCP connections. */
int landlock_restrict_gate(void);

/* Installs the gate's filter. */
int seccomp_install_gate(void);
/* Installs the filter of a stage (1 or 2) for this thread, in stage 2 for all. */
int seccomp_install(const struct spec *spec, int stage);

/* Loads libjvm, starts Java on a thread of its own and ends the process with what its method returns. */
_Noreturn void run_java(struct launch *launch);

/* Marks this process so that the monitor knows an abort of it. */
void mark_aborts(struct ledger *ledger);
/* The status to be written down: that of an abort when the worker says it was one. */
int true_status(const struct ledger *ledger, int status);

/* What Lockdown.engage() does. */
int engage(struct launch *launch);

/* Prints what this kernel offers to this user; the exit status. */
int check(uint32_t pretend);

#endif
