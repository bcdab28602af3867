/* Waits for whatever comes next. */
#include "clock.h"
#include "shim.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define STOP_MS 10000

enum { AT_SIGNALS, AT_LISTENER, AT_LINE, AT_OUT, AT_ERR, AT_INPUT, AT_SETTLE, AT_CLIENTS, PLACES = AT_CLIENTS + CLIENTS };

/* A client that has to wait is not read from. */
static short client_events(const struct client *client) {
    bool reads = !client->silent && client->used < sizeof client->in
                 && (client->framed ? client->frame_left == 0 || client->used == 0 : client->expecting == NOTHING);
    return (short) ((reads ? POLLIN : 0) | (client_waits(client) ? POLLOUT : 0));
}

static void prepare(struct shim *shim, struct pollfd polled[PLACES]) {
    struct run *run = &shim->run;
    bool wanted = output_wanted(shim);
    polled[AT_SIGNALS] = (struct pollfd){.fd = shim->signals, .events = POLLIN};
    polled[AT_LISTENER] = (struct pollfd){.fd = shim->listener, .events = POLLIN};
    short line = (short) (POLLIN | (lifeline_waits(shim) ? POLLOUT : 0));
    polled[AT_LINE] = (struct pollfd){.fd = run->line, .events = line};
    polled[AT_OUT] = (struct pollfd){.fd = wanted ? run->output[STREAM_OUT] : -1, .events = POLLIN};
    polled[AT_ERR] = (struct pollfd){.fd = wanted ? run->output[STREAM_ERR] : -1, .events = POLLIN};
    polled[AT_INPUT] = (struct pollfd){.fd = input_waits(shim) ? run->input : -1, .events = POLLOUT};
    polled[AT_SETTLE] = (struct pollfd){.fd = shim->settle.output, .events = POLLIN};
    for (int i = 0; i < CLIENTS; i++) {
        const struct client *client = &shim->clients[i];
        polled[AT_CLIENTS + i] = (struct pollfd){.fd = client->socket, .events = client_events(client)};
    }
}

static uint64_t earlier(uint64_t a, uint64_t b) {
    return a < b ? a : b;
}

static int timeout(const struct shim *shim) {
    uint64_t due = earlier(run_due(shim), log_due(&shim->log));
    due = earlier(due, output_due(shim));
    due = earlier(due, health_due(shim));
    due = earlier(due, helper_due(&shim->resumed));
    due = earlier(due, helper_due(&shim->settle));
    if (shim->asked) {
        due = earlier(due, shim->asked_ns);
    }
    if (shim->phase == WAITING) {
        due = earlier(due, shim->restart_ns);
    }
    if (shim->phase == GOING) {
        due = earlier(due, shim->gone_ns);
    }
    if (due == NEVER) {
        return -1;
    }
    uint64_t now = clock_now();
    uint64_t left = due <= now ? 0 : (due - now + MILLISECOND - 1) / MILLISECOND;
    return left > INT32_MAX ? INT32_MAX : (int) left;
}

static void reap(struct shim *shim) {
    int status;
    pid_t child;
    while ((child = waitpid(-1, &status, WNOHANG)) > 0) {
        if (child == shim->run.launcher && !shim->run.reaped) {
            run_reaped(shim, status);
        } else if (child == shim->settle.pid) {
            settle_done(shim);
        } else if (child == shim->health.pid) {
            shim->health.pid = 0;
        } else if (child == shim->resumed.pid) {
            shim->resumed.pid = 0;
        } else {
            log_reaped(&shim->log, child, status);
        }
    }
}

static void read_signals(struct shim *shim) {
    struct signalfd_siginfo info;
    while (read(shim->signals, &info, sizeof info) == (ssize_t) sizeof info) {
        if (info.ssi_signo != SIGCHLD) {
            stop_for_good(shim, (int) info.ssi_signo, STOP_MS);
        }
    }
    reap(shim);
}

static void serve(struct shim *shim, struct client *client, const struct pollfd *polled) {
    if (client->socket != polled->fd || polled->revents == 0) {
        return;
    }
    if ((polled->revents & POLLIN) != 0) {
        control_read(shim, client);
    } else if ((polled->revents & (POLLHUP | POLLERR)) != 0) {
        input_lost(shim, client);
        client_drop(client);
    }
    client_flush(client);
}

static void dispatch(struct shim *shim, const struct pollfd polled[PLACES]) {
    struct run *run = &shim->run;
    if (polled[AT_LINE].revents != 0 && run->line == polled[AT_LINE].fd) {
        lifeline_write(shim);
        lifeline_read(shim);
    }
    if (polled[AT_OUT].revents != 0) {
        output_read(shim, STREAM_OUT);
    }
    if (polled[AT_ERR].revents != 0 && output_wanted(shim)) {
        output_read(shim, STREAM_ERR);
    }
    if (polled[AT_INPUT].revents != 0) {
        input_pump(shim);
    }
    if (polled[AT_SETTLE].revents != 0) {
        helper_read(&shim->settle);
    }
    for (int i = 0; i < CLIENTS; i++) {
        serve(shim, &shim->clients[i], &polled[AT_CLIENTS + i]);
    }
    if (polled[AT_LISTENER].revents != 0 && shim->listener >= 0) {
        control_accept(shim);
    }
    /* Last, since it may end a run and begin another. */
    if (polled[AT_SIGNALS].revents != 0) {
        read_signals(shim);
    }
}

static void tick(struct shim *shim) {
    uint64_t now = clock_now();
    if (log_due(&shim->log) <= now) {
        log_pump(&shim->log);
    }
    output_tick(shim);
    run_advance(shim);
    settle_tick(shim);
    helper_tick(&shim->settle);
    if (shim->phase == WAITING && now >= shim->restart_ns) {
        run_start(shim);
        input_pump(shim);
    }
    health_tick(shim);
    helper_tick(&shim->resumed);
    for (int i = 0; i < CLIENTS; i++) {
        client_flush(&shim->clients[i]);
    }
}

static bool anybody_left(const struct shim *shim) {
    for (int i = 0; i < CLIENTS; i++) {
        if (client_waits(&shim->clients[i])) {
            return true;
        }
    }
    return false;
}

void loop(struct shim *shim) {
    struct pollfd polled[PLACES];
    while (shim->phase != GOING || (anybody_left(shim) && clock_now() < shim->gone_ns)) {
        prepare(shim, polled);
        int ready = poll(polled, PLACES, timeout(shim));
        if (ready < 0 && errno != EINTR) {
            diary(shim, "cannot wait: poll failed with %d", errno);
            return;
        }
        if (ready > 0) {
            dispatch(shim, polled);
        }
        tick(shim);
    }
}
