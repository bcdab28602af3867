/* One run: a launcher from its start until nothing of it is left. */
#include "clock.h"
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIPE_BYTES (256 * 1024)
#define LEDGER_POLL_NS (3 * MILLISECOND / 2)
#define LEDGER_POLL_SLOWLY_NS (100 * MILLISECOND)
/* How long something may hold a guest's output open once its launcher is gone. */
#define DRAIN_NS (10 * SECOND)

enum { LINE, INPUT, OUTPUT, ERRORS, ENDS };

/* Each [0] is this process's, each [1] the launcher's; -1 when it is not open. */
struct ends {
    int pair[ENDS][2];
};

static bool open_pipe(int pair[2], bool from_launcher) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    pair[0] = ends[from_launcher ? 0 : 1];
    pair[1] = ends[from_launcher ? 1 : 0];
    fcntl(pair[0], F_SETPIPE_SZ, PIPE_BYTES);
    return true;
}

static bool open_ends(const struct shim *shim, struct ends *ends) {
    memset(ends, 0xff, sizeof *ends);
    bool no_input = shim->config.number[CONFIG_STDIN] == STDIN_NONE || shim->input_over;
    if (no_input) {
        ends->pair[INPUT][1] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    bool good = (no_input ? ends->pair[INPUT][1] >= 0 : open_pipe(ends->pair[INPUT], false))
                && open_pipe(ends->pair[OUTPUT], true) && open_pipe(ends->pair[ERRORS], true)
                && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends->pair[LINE]) == 0;
    for (int i = 0; i < ENDS; i++) {
        if (ends->pair[i][0] >= 0) {
            fcntl(ends->pair[i][0], F_SETFL, O_NONBLOCK);
        }
    }
    return good;
}

static void close_ends(const struct ends *ends, int which) {
    for (int i = 0; i < ENDS; i++) {
        if (ends->pair[i][which] >= 0) {
            close(ends->pair[i][which]);
        }
    }
}

static _Noreturn void become_launcher(const struct shim *shim, const struct ends *ends) {
    static char name[] = "wasmrunner-launch";
    char *arguments[] = {name, NULL};
    char *environment[] = {NULL};
    sigset_t none;
    dup2(ends->pair[INPUT][1], STDIN_FILENO);
    dup2(ends->pair[OUTPUT][1], STDOUT_FILENO);
    dup2(ends->pair[ERRORS][1], STDERR_FILENO);
    dup2(ends->pair[LINE][1], STDERR_FILENO + 1);
    for (size_t i = 0; i < shim->config.passed_count; i++) {
        fcntl(shim->config.passed[i], F_SETFD, 0);
    }
    fcntl((int) shim->config.number[CONFIG_LEDGER], F_SETFD, 0);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(shim->config.value[CONFIG_LAUNCHER], arguments, environment);
    _exit(127);
}

/* Zeros, without touching what was never touched. */
static void clear_ledger(const struct shim *shim) {
    int file = (int) shim->config.number[CONFIG_LEDGER];
    if (fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, LEDGER_BYTES) != 0) {
        memset(shim->ledger, 0, LEDGER_BYTES);
    }
}

static void remove_end(const struct shim *shim) {
    char path[PATH_MAX];
    if (folder_path(shim, "end", path)) {
        unlink(path);
    }
}

static void begin(struct shim *shim) {
    struct run *run = &shim->run;
    char *record = run->record;
    memset(run, 0, sizeof *run);
    run->record = record;
    run->line = run->input = run->output[STREAM_OUT] = run->output[STREAM_ERR] = -1;
    shim->phase = RUNNING;
    shim->again = false;
    shim->runs++;
    run->begun_ns = clock_now();
    clear_ledger(shim);
    remove_end(shim);
}

void run_start(struct shim *shim) {
    struct run *run = &shim->run;
    struct ends ends;
    begin(shim);
    pid_t launcher = -1;
    if (open_ends(shim, &ends)) {
        launcher = fork();
        if (launcher == 0) {
            become_launcher(shim, &ends);
        }
    }
    int error = errno;
    close_ends(&ends, 1);
    if (launcher < 0) {
        close_ends(&ends, 0);
        diary(shim, "cannot start the launcher: %s", strerror(error));
        /* A run that was over at once, to be settled as every other. */
        run->reaped = true;
        run->reaped_ns = clock_now();
        return;
    }
    run->launcher = launcher;
    run->launcher_start = start_time(launcher);
    run->line = ends.pair[LINE][0];
    run->input = ends.pair[INPUT][0];
    run->output[STREAM_OUT] = ends.pair[OUTPUT][0];
    run->output[STREAM_ERR] = ends.pair[ERRORS][0];
    resumed_start(shim);
}

bool guest_runs(const struct shim *shim) {
    return shim->ledger->state >= GUEST_RUNNING;
}

const char *state_name(const struct shim *shim) {
    const struct run *run = &shim->run;
    switch (shim->phase) {
        case SETTLING:
        case GOING:
            return "settling";
        case WAITING:
            return "waiting";
        case RUNNING:
            break;
    }
    if (run->stopping || run->reaped) {
        return "stopping";
    }
    return run->holding == HELD || run->holding == RESUMING ? "paused" : guest_runs(shim) ? "running" : "starting";
}

void answer_starter(struct shim *shim, const char *line) {
    struct client *starter = control_starter(shim);
    if (starter != NULL) {
        client_answer(starter, line);
    }
}

/* Whether the sandbox lacks something, but for limits of a cgroup. */
static bool is_weaker(const struct shim *shim) {
    return (shim->ledger->missing & ~(uint64_t) MECHANISM_BIT(CGROUP)) != 0;
}

static void look_at_ledger(struct shim *shim) {
    if (guest_runs(shim) && shim->run.seen_running_ns == 0) {
        shim->run.seen_running_ns = clock_now();
        answer_starter(shim, is_weaker(shim) ? "running weaker" : "running");
    }
}

void run_reaped(struct shim *shim, int status) {
    struct run *run = &shim->run;
    run->reaped = true;
    run->reaped_ns = clock_now();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        diary(shim, "the launcher of run %llu ended with status %d", (unsigned long long) shim->runs, status);
    }
    look_at_ledger(shim);
    /* Before what is left is read: somebody who waits for the answer does not read yet. */
    answer_starter(shim, is_weaker(shim) ? "ended weaker" : "ended");
}

static void let_go(int *descriptor) {
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

static bool is_readable(int descriptor) {
    struct pollfd one = {.fd = descriptor, .events = POLLIN};
    return descriptor >= 0 && poll(&one, 1, 0) > 0 && (one.revents & POLLIN) != 0;
}

/* Whether what is still open has nothing to say, or nobody could take it. */
static bool is_given_up(struct shim *shim) {
    const struct run *run = &shim->run;
    if (shim->final && !log_ready(&shim->log)) {
        return true;
    }
    return output_wanted(shim) && !is_readable(run->output[STREAM_OUT]) && !is_readable(run->output[STREAM_ERR]);
}

/* Whether all that the run wrote is kept, or given up. */
static bool is_drained(struct shim *shim) {
    struct run *run = &shim->run;
    bool late = clock_now() - run->reaped_ns >= DRAIN_NS;
    bool open = run->output[STREAM_OUT] >= 0 || run->output[STREAM_ERR] >= 0;
    if (open && late && is_given_up(shim)) {
        diary(shim, "the output of run %llu is still open, and is given up", (unsigned long long) shim->runs);
        let_go(&run->output[STREAM_OUT]);
        let_go(&run->output[STREAM_ERR]);
        open = false;
    }
    if (!open && late && shim->final && !log_empty(&shim->log)) {
        /* Somebody wants the end of it, and no log takes it. */
        diary(shim, "%zu bytes of output are lost: they could not be written", log_forget(&shim->log));
    }
    if (!open && log_empty(&shim->log) && !run->concluded) {
        run->concluded = true;
        log_end_run(&shim->log);
    }
    return !open && log_empty(&shim->log);
}

static bool somebody_settles(const struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        if (shim->clients[i].socket >= 0 && shim->clients[i].mine) {
            return true;
        }
    }
    return false;
}

static void end_run(struct shim *shim) {
    struct run *run = &shim->run;
    let_go(&run->input);
    control_answer(shim, BE_PAUSED, "error the run ended");
    control_answer(shim, BE_RESUMED, "error the run ended");
    control_frame(shim, FRAME_RUN_ENDED);
    answer_starter(shim, "ended");
    keep_record(shim);
    if (somebody_settles(shim)) {
        go(shim);
    } else {
        settle_begin(shim);
    }
}

void run_advance(struct shim *shim) {
    struct run *run = &shim->run;
    if (shim->phase != RUNNING) {
        return;
    }
    look_at_ledger(shim);
    uint64_t now = clock_now();
    if (run->stopping && !run->reaped && now >= run->kill_ns) {
        diary(shim, "the launcher of run %llu does not stop, and is killed", (unsigned long long) shim->runs);
        run->kill_ns = NEVER;
        kill(run->launcher, SIGKILL);
    }
    if (run->reaped && now - run->reaped_ns >= DRAIN_NS) {
        let_go(&run->line);
    }
    if (run->reaped && run->line < 0 && is_drained(shim)) {
        end_run(shim);
    }
}

uint64_t run_due(const struct shim *shim) {
    const struct run *run = &shim->run;
    uint64_t due = NEVER;
    if (shim->phase != RUNNING) {
        return NEVER;
    }
    if (run->seen_running_ns == 0 && !run->reaped) {
        for (int i = 0; i < CLIENTS; i++) {
            if (shim->clients[i].starter) {
                return clock_now() + LEDGER_POLL_NS;
            }
        }
        if (shim->config.health[0] != NULL) {
            due = clock_now() + LEDGER_POLL_SLOWLY_NS;
        }
    }
    if (run->stopping && !run->reaped && run->kill_ns < due) {
        due = run->kill_ns;
    }
    if (run->reaped && run->reaped_ns + DRAIN_NS < due) {
        due = run->reaped_ns + DRAIN_NS;
        /* Past it, the log's own time says when to look again. */
        due = due <= clock_now() ? clock_now() + LEDGER_POLL_SLOWLY_NS : due;
    }
    return due;
}
