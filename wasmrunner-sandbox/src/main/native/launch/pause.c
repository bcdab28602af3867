/*
 * Holds the worker where it is. The freezer of version 1 is left alone: SIGKILL does not reach what it froze, so a monitor that
 * is itself killed would leave a worker that nothing can end.
 */
#include "clock.h"
#include "watch.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FROZEN_EVERY_MS 2

static void say(const struct watch *watch, const char *line) {
    if (watch->lifeline >= 0) {
        (void) !write(watch->lifeline, line, strlen(line));
    }
}

void pause_worker(struct watch *watch) {
    if (watch->pausing != NOT_PAUSED || watch->ended || watch->stopped[0] != '\0') {
        say(watch, "refused\n");
        return;
    }
    watch->pausing = BEING_PAUSED;
    watch->paused_ns = clock_now();
    if (!cgroup_freeze(&watch->cgroup, true)) {
        kill(watch->worker, SIGSTOP);
    }
    confirm_pause(watch);
}

static bool is_stopped(const struct watch *watch) {
    siginfo_t info = {.si_pid = 0};
    return waitid(P_PID, (id_t) watch->worker, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid == watch->worker;
}

void confirm_pause(struct watch *watch) {
    bool frozen = cgroup_can_freeze(&watch->cgroup);
    if (watch->pausing == BEING_PAUSED && (frozen ? cgroup_frozen(&watch->cgroup) : is_stopped(watch))) {
        watch->pausing = PAUSED;
        say(watch, "paused\n");
    }
}

int pause_poll_ms(const struct watch *watch) {
    return watch->pausing == BEING_PAUSED && cgroup_can_freeze(&watch->cgroup) ? FROZEN_EVERY_MS : -1;
}

void resume_worker(struct watch *watch) {
    if (watch->pausing == NOT_PAUSED) {
        say(watch, "refused\n");
        return;
    }
    if (!cgroup_freeze(&watch->cgroup, false)) {
        kill(watch->worker, SIGCONT);
    }
    watch->pausing = NOT_PAUSED;
    if (watch->locked_ns != 0) {
        watch->locked_ns += clock_now() - watch->paused_ns;
    }
    say(watch, "resumed\n");
}
