/* What becomes of a request. */
#include "clock.h"
#include "shim.h"

#include <stdio.h>

/* How much longer than it was given a launcher may take before it is killed itself. */
#define GRACE_NS (10 * SECOND)

void stop_run(struct shim *shim, int signal, uint64_t milliseconds) {
    struct run *run = &shim->run;
    uint64_t kill_ns = clock_now() + milliseconds * MILLISECOND + GRACE_NS;
    run->kill_ns = run->stopping && run->kill_ns < kill_ns ? run->kill_ns : kill_ns;
    run->stopping = true;
    lifeline_order(shim, "signal %d\n", signal);
}

void stop_for_good(struct shim *shim, int signal, uint64_t milliseconds) {
    shim->final = true;
    shim->again = false;
    if (shim->phase == RUNNING) {
        stop_run(shim, signal, milliseconds);
    } else if (shim->phase == WAITING) {
        go(shim);
    }
}

static void say_state(const struct shim *shim, struct client *client) {
    const struct run *run = &shim->run;
    bool waiting = shim->phase == WAITING;
    bool alive = shim->phase == RUNNING && !run->reaped;
    uint64_t now = clock_now();
    uint64_t left = waiting && shim->restart_ns > now ? (shim->restart_ns - now + MILLISECOND - 1) / MILLISECOND : 0;
    client_say(client, "ok %s %llu %d %llu %llu %llu", state_name(shim), (unsigned long long) shim->runs,
               alive ? (int) run->launcher : 0, alive ? (unsigned long long) run->launcher_start : 0ULL,
               (unsigned long long) left, (unsigned long long) ((now - run->begun_ns) / MILLISECOND));
}

static void say_counters(const struct shim *shim, struct client *client) {
    char text[32 + 21 * LEDGER_COUNTERS];
    int used = snprintf(text, sizeof text, "ok %llu", (unsigned long long) shim->ledger->state);
    for (int i = 0; i < LEDGER_COUNTERS; i++) {
        used += snprintf(text + used, sizeof text - (size_t) used, " %llu",
                         (unsigned long long) shim->ledger->counters[i]);
    }
    text[used++] = '\n';
    client_send(client, text, (size_t) used);
}

static bool is_running(const struct shim *shim) {
    return shim->phase == RUNNING && !shim->run.reaped;
}

static void send_signal(struct shim *shim, struct client *client, int signal) {
    if (!is_running(shim)) {
        client_say(client, "error the container is not running");
        return;
    }
    stop_run(shim, signal, 0);
    client_say(client, "ok");
}

static void pause_run(struct shim *shim, struct client *client) {
    struct run *run = &shim->run;
    if (!is_running(shim) || run->stopping || !guest_runs(shim)) {
        client_say(client, "error the container is not running");
    } else if (run->holding != FREE) {
        client_say(client, "error the container is paused already");
    } else {
        run->holding = PAUSING;
        client->expecting = BE_PAUSED;
        lifeline_order(shim, "pause\n");
    }
}

static void resume_run(struct shim *shim, struct client *client) {
    struct run *run = &shim->run;
    if (!is_running(shim) || run->stopping || run->holding != HELD) {
        client_say(client, "error the container is not paused");
        return;
    }
    run->holding = RESUMING;
    client->expecting = BE_RESUMED;
    lifeline_order(shim, "resume\n");
}

static void restart(struct shim *shim, struct client *client, const struct request *request) {
    if (shim->final || shim->phase == GOING) {
        client_say(client, "error the container is being stopped");
        return;
    }
    shim->again = true;
    if (shim->phase == RUNNING) {
        stop_run(shim, request->signal, request->milliseconds);
    } else if (shim->phase == WAITING) {
        shim->restart_ns = clock_now();
    }
    client_say(client, "ok");
}

static void attach(struct shim *shim, struct client *client, const struct request *request) {
    if (request->input && shim->config.number[CONFIG_STDIN] == STDIN_NONE) {
        client_say(client, "error the container has no standard input");
        return;
    }
    client_say(client, "ok");
    client->framed = true;
    client->input = request->input;
    client->output = request->output;
    client->settles = request->settle;
}

static void settle(struct shim *shim, struct client *client) {
    client_say(client, settle_grant(shim, client) ? "ok" : "error nobody else is to settle a run");
}

static void settled(struct shim *shim, struct client *client, const struct request *request) {
    if (!client->settling) {
        client_say(client, "error somebody else settles the run");
        return;
    }
    client->settling = false;
    client_say(client, "ok");
    settle_taken(shim, request->restart, request->milliseconds, (int) request->code);
}

static void watch(struct shim *shim, struct client *client) {
    client_say(client, "ok");
    client->expecting = TURNS;
    if (shim->run.holding == HELD) {
        client_say(client, "paused");
    }
}

void carry_out(struct shim *shim, struct client *client, const struct request *request) {
    switch (request->verb) {
        case STATE:
            say_state(shim, client);
            return;
        case SIGNAL:
            send_signal(shim, client, request->signal);
            return;
        case STOP:
            client->mine = request->mine;
            client_say(client, "ok");
            stop_for_good(shim, request->signal, request->milliseconds);
            return;
        case PAUSE:
            pause_run(shim, client);
            return;
        case RESUME:
            resume_run(shim, client);
            return;
        case WAIT_NEXT:
            client->expecting = NEXT_SETTLED;
            return;
        case WAIT_END:
            client->expecting = END_SETTLED;
            return;
        case WATCH:
            watch(shim, client);
            return;
        case COUNTERS:
            say_counters(shim, client);
            return;
        case RESTART:
            restart(shim, client, request);
            return;
        case ATTACH:
            attach(shim, client, request);
            return;
        case SETTLE:
            settle(shim, client);
            return;
        case SETTLED:
            settled(shim, client, request);
            return;
    }
}
