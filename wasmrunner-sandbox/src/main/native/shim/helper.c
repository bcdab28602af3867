/* Commands that the shim starts and does not wait for. */
#include "clock.h"
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static _Noreturn void become(const struct shim *shim, char *const words[], int output) {
    sigset_t none;
    /* Away from the shim's group, so that it is killed with what it starts. */
    setpgid(0, 0);
    if (output >= 0) {
        dup2(output, STDOUT_FILENO);
        dup2(diary_open(shim), STDERR_FILENO);
    }
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(words[0], words, shim->config.environment);
    _exit(127);
}

bool helper_start(struct helper *helper, const struct shim *shim, char *const words[], bool with_output,
                  uint64_t bound_ns) {
    int ends[2] = {-1, -1};
    helper->used = 0;
    helper->output = -1;
    if (with_output && pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    helper->pid = fork();
    if (helper->pid == 0) {
        become(shim, words, ends[1]);
    }
    if (with_output) {
        close(ends[1]);
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        helper->output = ends[0];
    }
    if (helper->pid < 0) {
        helper->pid = 0;
        return false;
    }
    helper->kill_ns = clock_now() + bound_ns;
    return true;
}

void helper_read(struct helper *helper) {
    char bytes[1024];
    while (helper->output >= 0) {
        ssize_t count = read(helper->output, bytes, sizeof bytes);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && errno == EAGAIN) {
            return;
        }
        if (count <= 0) {
            close(helper->output);
            helper->output = -1;
            return;
        }
        /* It is the end that counts. */
        size_t take = (size_t) count;
        if (take > sizeof helper->said - helper->used) {
            size_t gone = take - (sizeof helper->said - helper->used);
            helper->used -= gone;
            memmove(helper->said, helper->said + gone, helper->used);
        }
        memcpy(helper->said + helper->used, bytes, take);
        helper->used += take;
    }
}

static void helper_kill(struct helper *helper) {
    helper->kill_ns = NEVER;
    kill(-helper->pid, SIGKILL);
    kill(helper->pid, SIGKILL);
}

uint64_t helper_due(const struct helper *helper) {
    return helper->pid != 0 ? helper->kill_ns : NEVER;
}

void helper_tick(struct helper *helper) {
    if (clock_now() >= helper_due(helper)) {
        helper_kill(helper);
    }
}
