/* The child: applies the sandbox to itself, in the order in which each step still may do what it needs. */
#include "clock.h"
#include "launch.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The worker must not outlive the monitor, also when that ends between the clone and this call. */
static void die_with_monitor(struct launch *launch) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        give_up(launch, errno, "PR_SET_PDEATHSIG");
    }
    close(launch->gate[1]);
    struct pollfd gate = {.fd = launch->gate[0], .events = POLLIN, .revents = 0};
    if (poll(&gate, 1, 0) > 0 && (gate.revents & POLLHUP) != 0) {
        _exit(1);
    }
}

/* The terminal sends its signals to monitor and worker both; the monitor alone decides. */
static void leave_signals_to_monitor(const struct launch *launch) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        signal(signals[i], SIG_IGN);
    }
    sigprocmask(SIG_SETMASK, &launch->signals, NULL);
}

static void enter(struct launch *launch, enum stage stage) {
    launch->notes->stage = stage;
}

static void identify(struct launch *launch) {
    enter(launch, STAGE_NAMESPACES);
    for (int i = 0; i < MECHANISMS; i++) {
        if ((launch->notes->missing & MECHANISM_BIT(i)) != 0) {
            lack(launch, (enum mechanism) i, launch->notes->why[i]);
        }
    }
    if ((launch->namespaces & CLONE_NEWUSER) != 0) {
        int error = map_identity(launch->uid, launch->gid);
        if (error != 0) {
            lack(launch, USER_NAMESPACE, -error);
        }
    }
    if ((launch->namespaces & CLONE_NEWUTS) != 0 && sethostname("wasmrunner", 10) != 0) {
        lack(launch, UTS_NAMESPACE, errno);
    }
}

static bool own_proc(struct launch *launch) {
    enter(launch, STAGE_PROC);
    if (pretended(launch, PRIVATE_PROC)) {
        return false;
    }
    unsigned long needed = CLONE_NEWNS | CLONE_NEWPID;
    int error = (launch->namespaces & needed) == needed ? mount_proc() : -EPERM;
    if (error != 0) {
        lack(launch, PRIVATE_PROC, -error);
    }
    return error == 0;
}

static void apply(struct launch *launch, enum stage stage, enum mechanism mechanism, int error) {
    enter(launch, stage);
    if (error != 0) {
        lack(launch, mechanism, -error);
    }
}

static void restrict_files(struct launch *launch, bool private_proc) {
    enter(launch, STAGE_LANDLOCK);
    if (pretended(launch, LANDLOCK)) {
        return;
    }
    struct problem what = {.text = ""};
    int error = landlock_restrict(&launch->spec, private_proc, &what);
    if (error != 0 && what.text[0] != '\0') {
        give_up(launch, -error, "%s", what.text);
    }
    if (error != 0) {
        lack(launch, LANDLOCK, -error);
    }
}

_Noreturn void worker(struct launch *launch) {
    enter(launch, STAGE_DESCRIPTORS);
    die_with_monitor(launch);
    leave_signals_to_monitor(launch);
    close_others(&launch->spec, launch->gate[0]);
    if (launch->spec.value[KEY_GATE] != NULL) {
        close((int) launch->spec.number[KEY_GATE]);
    }
    identify(launch);
    bool private_proc = own_proc(launch);
    if (!pretended(launch, RLIMITS)) {
        apply(launch, STAGE_LIMITS, RLIMITS, limit_resources(launch));
    }
    if (!pretended(launch, CAPABILITIES)) {
        apply(launch, STAGE_CAPABILITIES, CAPABILITIES, drop_capabilities());
    }
    if (!pretended(launch, NO_NEW_PRIVS)) {
        apply(launch, STAGE_CAPABILITIES, NO_NEW_PRIVS, no_new_privileges());
    }
    restrict_files(launch, private_proc);
    if (!pretended(launch, SECCOMP)) {
        apply(launch, STAGE_SECCOMP, SECCOMP, seccomp_install(&launch->spec, 1));
    }
    setenv("LC_ALL", "C.UTF-8", 1);
    launch->notes->set_up_ns = clock_now();
    enter(launch, STAGE_JVM);
    run_java(launch);
}
