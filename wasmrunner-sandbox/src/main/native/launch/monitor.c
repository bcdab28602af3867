/* The parent: starts the worker, watches over it, and writes down how it ended. */
#include "clock.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int fail(const char *what, const char *why) {
    dprintf(STDERR_FILENO, "wasmrunner-launch: %s%s%s\n", what, why[0] == '\0' ? "" : ": ", why);
    return 1;
}

/* Else the first files opened would become the guest's standard streams. */
static bool open_standard_streams(void) {
    for (int i = 0; i <= STDERR_FILENO; i++) {
        if (fcntl(i, F_GETFD) < 0 && open("/dev/null", O_RDWR) != i) {
            return false;
        }
    }
    return true;
}

/* The environment a process was started with stays readable in /proc, and the worker is a copy of this process. */
static void clear_environment(void) {
    for (char **at = environ; *at != NULL; at++) {
        memset(*at, 0, strlen(*at));
    }
    clearenv();
}

static bool kept_are_open(const struct spec *spec, struct problem *said) {
    int kept[SPEC_MAX_KEPT];
    size_t count = spec_kept(spec, kept);
    for (size_t i = 0; i < count; i++) {
        if (fcntl(kept[i], F_GETFD) < 0) {
            return problem(said, "descriptor %d is to be kept, but is not open", kept[i]);
        }
    }
    return true;
}

static bool receive(struct watch *watch, struct problem *said) {
    watch->bytes = mmap(NULL, RECORDS_MAX_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (watch->bytes == MAP_FAILED) {
        return problem(said, "no memory for the spec: %s", strerror(errno));
    }
    size_t length = records_receive(SPEC_DESCRIPTOR, watch->bytes, &watch->received, said);
    watch->received_ns = clock_now();
    return length > 0 && spec_parse(&watch->launch.spec, watch->bytes, length, said)
           && kept_are_open(&watch->launch.spec, said);
}

static void choose_lifeline(struct watch *watch) {
    struct stat found;
    bool file = fstat(SPEC_DESCRIPTOR, &found) == 0 && S_ISREG(found.st_mode);
    watch->lifeline = file || watch->launch.spec.number[KEY_DETACHED] == YES ? -1 : SPEC_DESCRIPTOR;
    if (watch->launch.spec.number[KEY_DETACHED] == YES) {
        /* Away from the terminal; fails for the leader of a group, who has then been put there on purpose. */
        setsid();
    }
}

static bool prepare(struct watch *watch, struct problem *said) {
    struct launch *launch = &watch->launch;
    /* Not to keep a file system busy, nor to hand a way into it to the worker. */
    if (chdir("/") != 0) {
        return problem(said, "cannot change to /: %s", strerror(errno));
    }
    launch->ledger = ledger_map(launch->spec.value[KEY_LEDGER_FD] == NULL ? -1 : (int) launch->spec.number[KEY_LEDGER_FD]);
    if (launch->ledger == NULL) {
        return problem(said, "no memory for the ledger, or the file for it is too short");
    }
    close_others(&launch->spec, SPEC_DESCRIPTOR);
    launch->uid = geteuid();
    launch->gid = getegid();
    launch->notes = notes_map();
    sigset_t blocked;
    sigemptyset(&blocked);
    static const int signals[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction before;
        /* What is ignored, as nohup has it, stays so; blocked it would be received. */
        if (signals[i] == SIGCHLD || sigaction(signals[i], NULL, &before) != 0 || before.sa_handler != SIG_IGN) {
            sigaddset(&blocked, signals[i]);
        }
    }
    sigprocmask(SIG_BLOCK, &blocked, &launch->signals);
    /* An ignored SIGCHLD, which is inherited, would take the worker's status away. */
    signal(SIGCHLD, SIG_DFL);
    watch->signals = signalfd(-1, &blocked, SFD_CLOEXEC | SFD_NONBLOCK);
    if (launch->notes == NULL || watch->signals < 0 || pipe2(launch->gate, O_CLOEXEC) != 0) {
        return problem(said, "cannot prepare: %s", strerror(errno));
    }
    return true;
}

void stop(struct watch *watch, const char *why, int number) {
    if (watch->stopped[0] == '\0') {
        snprintf(watch->stopped, sizeof watch->stopped, number == 0 ? "%s" : "%s %d", why, number);
        watch->outcome.stopped = watch->stopped;
    }
    kill(watch->worker, SIGKILL);
}

/* What only the worker needs must not stay open here: somebody may wait for its end. */
static void let_go(struct watch *watch) {
    int kept[SPEC_MAX_KEPT];
    size_t count = spec_kept(&watch->launch.spec, kept);
    for (size_t i = 0; i < count; i++) {
        close(kept[i]);
    }
    close(watch->launch.gate[0]);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        close(null);
    }
}

/* While the worker's JVM starts: this takes longer than all the rest. */
static void limit(struct watch *watch) {
    const struct spec *spec = &watch->launch.spec;
    if (cgroup_wanted(spec)) {
        cgroup_detect(&watch->cgroup, spec->value[KEY_CGROUP_ROOT]);
        cgroup_make(&watch->cgroup, spec);
        cgroup_join(&watch->cgroup, spec, watch->worker);
        if (limits_tasks(&watch->launch)) {
            watch->cgroup.unlimited[LIMIT_PIDS][0] = '\0';
        }
        watch->outcome.cgroup = &watch->cgroup;
    }
    for (int i = 0; i < LIMITS && spec->number[KEY_MISSING] == MISSING_REFUSE; i++) {
        /* Heap and module hold the memory too; there the cgroup is a second line. */
        if (i != LIMIT_MEMORY && watch->cgroup.unlimited[i][0] != '\0') {
            snprintf(watch->outcome.failed, sizeof watch->outcome.failed, "%s: %s: %s", stage_name(STAGE_CGROUP),
                     limit_name((enum limit) i), watch->cgroup.unlimited[i]);
            kill(watch->worker, SIGKILL);
            return;
        }
    }
    /* A worker that is gone already is no reason to go as well. */
    signal(SIGPIPE, SIG_IGN);
    (void) !write(watch->launch.gate[1], "", 1);
}

static void reap(struct watch *watch) {
    struct outcome *outcome = &watch->outcome;
    pid_t reaped = wait4(watch->worker, &outcome->status, WNOHANG, &outcome->usage);
    if (reaped == watch->worker || (reaped < 0 && errno == ECHILD)) {
        outcome->status = true_status(watch->launch.ledger, outcome->status);
        outcome->wall_ns = clock_now() - watch->started_ns;
        watch->ended = true;
    }
}

/* The terminal's own stop does not reach the worker, which is the first process of its namespace. */
static void pause_both(const struct watch *watch) {
    kill(watch->worker, SIGSTOP);
    /* Until somebody lets this process go on. */
    kill(getpid(), SIGSTOP);
    kill(watch->worker, SIGCONT);
}

static void read_signals(struct watch *watch) {
    struct signalfd_siginfo info;
    while (read(watch->signals, &info, sizeof info) == (ssize_t) sizeof info) {
        if (info.ssi_signo == SIGTSTP) {
            pause_both(watch);
        } else if (info.ssi_signo != SIGCHLD) {
            stop(watch, "signal", (int) info.ssi_signo);
        }
    }
    confirm_pause(watch);
    reap(watch);
}

static void read_lifeline(struct watch *watch) {
    char orders[256];
    ssize_t count = read(watch->lifeline, orders, sizeof orders);
    if (count > 0) {
        take_orders(watch, orders, (size_t) count);
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        watch->lifeline = -1;
        stop(watch, "parent-gone", 0);
    }
}

/* How often it is looked whether the guest's time has begun. */
#define LOCKED_EVERY_MS 200

/* The deadline is the guest's: loading a module, or compiling it, may take longer than running it. */
static int milliseconds_left(struct watch *watch) {
    uint64_t deadline = watch->launch.spec.number[KEY_DEADLINE_MS];
    if (deadline == 0 || watch->stopped[0] != '\0' || watch->pausing != NOT_PAUSED) {
        return pause_poll_ms(watch);
    }
    if (watch->locked_ns == 0) {
        if (watch->launch.ledger->state < LOCKED_DOWN) {
            return LOCKED_EVERY_MS;
        }
        watch->locked_ns = clock_now();
    }
    uint64_t gone = (clock_now() - watch->locked_ns) / 1000000;
    uint64_t left = gone >= deadline ? 0 : deadline - gone;
    return left > INT_MAX ? INT_MAX : (int) left;
}

static void watch_over(struct watch *watch) {
    if (watch->lifeline >= 0) {
        take_orders(watch, watch->bytes + watch->launch.spec.length, watch->received - watch->launch.spec.length);
    }
    while (!watch->ended) {
        struct pollfd both[2] = {{.fd = watch->signals, .events = POLLIN}, {.fd = watch->lifeline, .events = POLLIN}};
        int ready = poll(both, 2, milliseconds_left(watch));
        if (ready < 0 && errno != EINTR) {
            stop(watch, "signal", SIGKILL);
        }
        if (ready <= 0) {
            confirm_pause(watch);
            if (milliseconds_left(watch) == 0) {
                stop(watch, "deadline", 0);
            }
            continue;
        }
        if (both[0].revents != 0) {
            read_signals(watch);
        }
        if (both[1].revents != 0 && !watch->ended) {
            read_lifeline(watch);
        }
    }
}

static void end_gate(const struct watch *watch) {
    if (watch->gate > 0) {
        kill(watch->gate, SIGKILL);
        while (waitpid(watch->gate, NULL, 0) < 0 && errno == EINTR) {
        }
    }
}

static void name_failure(struct watch *watch) {
    struct outcome *outcome = &watch->outcome;
    struct notes *notes = watch->launch.notes;
    if (outcome->failed[0] != '\0' || outcome->stopped != NULL) {
        return;
    }
    const char *stage = stage_name((enum stage) notes->stage);
    if (notes->failed != 0) {
        notes->what[sizeof notes->what - 1] = '\0';
        snprintf(outcome->failed, sizeof outcome->failed, "%s: %s", stage, notes->what);
    } else if (notes->stage != STAGE_STARTED && WIFEXITED(outcome->status)) {
        snprintf(outcome->failed, sizeof outcome->failed, "%s: the process ended with %d before Java started", stage,
                 WEXITSTATUS(outcome->status));
    }
}

/*
 * The limit kills with the same signal as anybody. The kernel counts for it by ticks, each of them whole for the thread that it
 * meets, and for wait more finely: on a busy machine a worker with many threads is ended well before wait has counted as much.
 */
static bool out_of_cpu_time(const struct outcome *outcome, uint64_t seconds) {
    const struct rusage *usage = &outcome->usage;
    uint64_t used_ms = (uint64_t) (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000
                       + (uint64_t) (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1000;
    return seconds != 0 && used_ms + 100 >= seconds * 750 && outcome->stopped == NULL
           && WIFSIGNALED(outcome->status) && WTERMSIG(outcome->status) == SIGKILL;
}

static void conclude(struct watch *watch) {
    struct outcome *outcome = &watch->outcome;
    const struct launch *launch = &watch->launch;
    outcome->id = launch->spec.value[KEY_ID];
    outcome->ledger = launch->ledger;
    outcome->notes = launch->notes;
    outcome->oom = cgroup_oom(&watch->cgroup);
    outcome->cpu_time = out_of_cpu_time(outcome, launch->spec.number[KEY_CPU_SECONDS]);
    uint64_t done = launch->notes->set_up_ns;
    outcome->set_up_us = done > watch->received_ns ? (done - watch->received_ns) / 1000 : 0;
    name_failure(watch);
}

static int write_down(struct watch *watch) {
    const char *path = watch->launch.spec.value[KEY_RECORD];
    conclude(watch);
    signal(SIGPIPE, SIG_IGN);
    int error = record_write(path, &watch->outcome);
    /* Who still listens has it also from a full disk. */
    bool heard = watch->lifeline >= 0 && record_send(watch->lifeline, &watch->outcome) == 0;
    if (heard) {
        close(watch->lifeline);
    }
    cgroup_remove(&watch->cgroup);
    if (error != 0 && !heard) {
        char what[4200];
        snprintf(what, sizeof what, "cannot write the end record %s", path);
        return fail(what, strerror(-error));
    }
    return 0;
}

int monitor(void) {
    static struct watch watch;
    struct problem said = {.text = ""};
    if (!open_standard_streams()) {
        return fail("cannot open /dev/null", strerror(errno));
    }
    clear_environment();
    if (!receive(&watch, &said)) {
        return fail("bad spec", said.text);
    }
    choose_lifeline(&watch);
    if (!prepare(&watch, &said)) {
        return fail(said.text, "");
    }
    if (watch.launch.spec.value[KEY_GATE] != NULL) {
        watch.gate = start_gate(&watch.launch);
        if (watch.gate < 0) {
            return fail("cannot start the gate", strerror(-watch.gate));
        }
    }
    watch.started_ns = clock_now();
    watch.worker = clone_worker(&watch.launch);
    if (watch.worker == 0) {
        worker(&watch.launch);
    }
    if (watch.worker < 0) {
        snprintf(watch.outcome.failed, sizeof watch.outcome.failed, "%s: cannot make a process: %s",
                 stage_name(STAGE_NAMESPACES), strerror(-watch.worker));
        return write_down(&watch);
    }
    let_go(&watch);
    limit(&watch);
    watch_over(&watch);
    end_gate(&watch);
    return write_down(&watch);
}
