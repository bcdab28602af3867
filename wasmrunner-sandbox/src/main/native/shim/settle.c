/* What is to follow a run is not decided here: a command is asked, or a client that has come for that. */
#include "clock.h"
#include "shim.h"

#include <string.h>
#include <unistd.h>

#define BOUND_NS (60 * SECOND)
/* For a client that is to settle to say that it does. */
#define COMING_NS (10 * SECOND)
#define RESTART "restart "
#define END "end"
/* Of an answer that is none: a service manager is to see that something failed. */
#define NOT_SETTLED 1
#define MAX_DELAY_MS 3600000
/* For clients to take what is left for them. */
#define FAREWELL_NS (10 * SECOND)

static void decide(struct shim *shim, bool restart, uint64_t delay_ms) {
    control_answer(shim, NEXT_SETTLED, "ok ended");
    control_answer(shim, TURNS, "ended");
    if (shim->phase != SETTLING) {
        return;
    }
    if (shim->final || (!restart && !shim->again)) {
        go(shim);
    } else if (shim->again) {
        run_start(shim);
    } else {
        shim->phase = WAITING;
        shim->restart_ns = clock_now() + delay_ms * MILLISECOND;
    }
}

static bool somebody(const struct shim *shim, bool granted) {
    for (int i = 0; i < CLIENTS; i++) {
        const struct client *client = &shim->clients[i];
        if (client->socket >= 0 && (granted ? client->settling : client->settles)) {
            return true;
        }
    }
    return false;
}

static void start(struct shim *shim) {
    if (!helper_start(&shim->settle, shim, shim->config.settle, true, BOUND_NS)) {
        diary(shim, "cannot start the command that settles a run");
        decide(shim, false, 0);
    }
}

void settle_begin(struct shim *shim) {
    shim->phase = SETTLING;
    shim->granted = false;
    shim->asked = somebody(shim, false);
    if (shim->asked) {
        shim->asked_ns = clock_now() + COMING_NS;
    } else {
        start(shim);
    }
}

bool settle_grant(struct shim *shim, struct client *client) {
    if (!shim->asked || shim->granted) {
        return false;
    }
    shim->granted = client->settling = true;
    shim->asked_ns = clock_now() + BOUND_NS;
    return true;
}

void settle_taken(struct shim *shim, bool restart, uint64_t delay_ms, int exit_code) {
    shim->asked = shim->granted = false;
    shim->exit_code = exit_code;
    decide(shim, restart, delay_ms);
}

/* Whoever was killed, or does nothing, is not waited for. */
void settle_tick(struct shim *shim) {
    if (!shim->asked || (somebody(shim, shim->granted) && clock_now() < shim->asked_ns)) {
        return;
    }
    shim->asked = shim->granted = false;
    for (int i = 0; i < CLIENTS; i++) {
        shim->clients[i].settling = false;
    }
    start(shim);
}

/* Its last line, without newlines. */
static const char *last_line(struct helper *helper) {
    size_t end = helper->used < sizeof helper->said ? helper->used : sizeof helper->said - 1;
    while (end > 0 && helper->said[end - 1] == '\n') {
        end--;
    }
    helper->said[end] = '\0';
    const char *newline = strrchr(helper->said, '\n');
    return newline == NULL ? helper->said : newline + 1;
}

/* end, and the exit code of the run when that is known. */
static bool is_end(const char *line, uint64_t *code) {
    size_t length = strlen(END);
    *code = 0;
    return strncmp(line, END, length) == 0
           && (line[length] == '\0'
               || (line[length] == ' ' && records_number(line + length + 1, code) && *code <= UINT8_MAX));
}

void settle_done(struct shim *shim) {
    struct helper *settle = &shim->settle;
    bool killed = settle->kill_ns == NEVER;
    helper_read(settle);
    if (settle->output >= 0) {
        close(settle->output);
        settle->output = -1;
    }
    settle->pid = 0;
    const char *line = last_line(settle);
    uint64_t delay = 0;
    uint64_t code = 0;
    bool restart = !killed && strncmp(line, RESTART, strlen(RESTART)) == 0
                   && records_number(line + strlen(RESTART), &delay) && delay <= MAX_DELAY_MS;
    bool end = !killed && is_end(line, &code);
    shim->exit_code = restart ? 0 : end ? (int) code : NOT_SETTLED;
    if (!restart && !end) {
        diary(shim, "the command that settles run %llu %s \"%.200s\"", (unsigned long long) shim->runs,
              killed ? "took too long, having said" : "said", line);
    }
    decide(shim, restart, delay);
}

void go(struct shim *shim) {
    shim->phase = GOING;
    shim->gone_ns = clock_now() + FAREWELL_NS;
    control_close(shim);
    pid_remove(shim);
    /* Whoever hears of the end may start the container at once. */
    close(shim->lock);
    answer_starter(shim, "ended");
    control_answer(shim, NEXT_SETTLED, "ok ended");
    control_answer(shim, TURNS, "ended");
    control_answer(shim, END_SETTLED, "ok ended");
    control_answer(shim, BE_PAUSED, "error the run ended");
    control_answer(shim, BE_RESUMED, "error the run ended");
    control_frame(shim, FRAME_SHIM_GOES);
    for (int i = 0; i < CLIENTS; i++) {
        shim->clients[i].closing = true;
        client_flush(&shim->clients[i]);
    }
}
