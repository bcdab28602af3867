/* One container in a shim's care: what its parts know together. Times are of CLOCK_MONOTONIC in nanoseconds. */
#ifndef WASMRUNNER_SHIM_SHIM_H
#define WASMRUNNER_SHIM_SHIM_H

#include "client.h"
#include "config.h"
#include "ledger.h"
#include "log.h"

#include <poll.h>
#include <sys/types.h>

#define NEVER UINT64_MAX
#define MILLISECOND UINT64_C(1000000)
#define SECOND (1000 * MILLISECOND)
/* A reader of an end record takes no more. */
#define MAX_RECORD (1024 * 1024)
#define PID_FILE "pid"
#define MAX_REPLY 64
#define MAX_SETTLE_OUTPUT 4096

/* RUNNING is from the launcher's start until all that the run wrote is kept. */
enum phase { RUNNING, SETTLING, WAITING, GOING };
enum holding { FREE, PAUSING, HELD, RESUMING };

struct run {
    pid_t launcher;
    uint64_t launcher_start;
    uint64_t begun_ns;
    bool reaped;
    uint64_t reaped_ns;
    /* The launcher's lifeline; -1 once it has closed it. */
    int line;
    size_t spec_sent;
    char orders[256];
    size_t orders_used;
    char reply[MAX_REPLY];
    size_t reply_used;
    char *record;
    size_t record_used;
    /* -1 when closed. */
    int input;
    int output[STREAMS];
    enum holding holding;
    /* A signal was sent; when the launcher is given up when that has no effect. */
    bool stopping;
    uint64_t kill_ns;
    /* What the guest left unfinished is in the log. */
    bool concluded;
    uint64_t seen_running_ns;
};

struct helper {
    pid_t pid;
    int output;
    uint64_t kill_ns;
    size_t used;
    char said[MAX_SETTLE_OUTPUT];
};

struct shim {
    struct config config;
    const char *spec;
    size_t spec_length;
    struct ledger *ledger;
    int lock;
    int listener;
    int signals;
    enum phase phase;
    uint64_t runs;
    struct run run;
    struct log log;
    struct client clients[CLIENTS];
    struct helper settle;
    struct helper health;
    struct helper resumed;
    uint64_t health_next_ns;
    /* A client is to settle the run, not the command; which one has come for it; until when. */
    bool asked;
    bool granted;
    uint64_t asked_ns;
    uint64_t restart_ns;
    /* No run is to follow. */
    bool final;
    /* With stdin=once: its one user is gone. */
    bool input_over;
    /* The next run is to follow at once, whatever is settled. */
    bool again;
    uint64_t gone_ns;
    /* What this process ends with. */
    int exit_code;
};

/* setup.c: everything before the first run. */
bool set_up(struct shim *shim, const char *bytes, size_t length, struct problem *problem);
/* loop.c: until the container has come to its end. */
void loop(struct shim *shim);

/* run.c */
void run_start(struct shim *shim);
void run_reaped(struct shim *shim, int status);
/* Whether nothing of a run is left, and what is to follow it is begun. */
void run_advance(struct shim *shim);
uint64_t run_due(const struct shim *shim);
bool guest_runs(const struct shim *shim);
void answer_starter(struct shim *shim, const char *line);
/* What the container is doing, as the answer to state has it. */
const char *state_name(const struct shim *shim);

/* lifeline.c: orders to the launcher, and what it says. */
void lifeline_order(struct shim *shim, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool lifeline_waits(const struct shim *shim);
void lifeline_write(struct shim *shim);
void lifeline_read(struct shim *shim);

/* record.c: the end record of a launcher that could not write it itself. */
void keep_record(struct shim *shim);

/* output.c: what the guest writes. */
bool output_wanted(struct shim *shim);
void output_read(struct shim *shim, enum stream stream);
uint64_t output_due(const struct shim *shim);
/* Drops the clients that do not take it. */
void output_tick(struct shim *shim);

/* input.c: what attached clients send. */
void input_pump(struct shim *shim);
bool input_waits(const struct shim *shim);
/* A client that had the guest's input is gone. */
void input_lost(struct shim *shim, const struct client *client);
/* Takes what a client in frames has sent; false when it makes no sense. */
bool input_take(struct shim *shim, struct client *client);

/* control.c: connections and their requests. */
bool control_open(struct shim *shim, struct problem *problem);
void control_close(struct shim *shim);
void control_accept(struct shim *shim);
void control_read(struct shim *shim, struct client *client);
/* Answers all that expect it, with ok or with error. */
void control_answer(struct shim *shim, enum expecting expecting, const char *line);
/* Tells those who expect more than one. */
void control_tell(struct shim *shim, enum expecting expecting, const char *line);
void control_frame(struct shim *shim, enum frame type);
struct client *control_starter(struct shim *shim);

/* answers.c */
void carry_out(struct shim *shim, struct client *client, const struct request *request);
/* Sends a signal to the run; after so many milliseconds it is killed. */
void stop_run(struct shim *shim, int signal, uint64_t milliseconds);
/* No run is to follow this one. */
void stop_for_good(struct shim *shim, int signal, uint64_t milliseconds);

/* helper.c: commands that the shim starts. */
bool helper_start(struct helper *helper, const struct shim *shim, char *const words[], bool with_output,
                  uint64_t bound_ns);
void helper_read(struct helper *helper);
/* When it has taken too long; it is killed then. */
uint64_t helper_due(const struct helper *helper);
void helper_tick(struct helper *helper);

/* settle.c */
void settle_begin(struct shim *shim);
/* A client asks whether it is to; false when nobody is, or another is. */
bool settle_grant(struct shim *shim, struct client *client);
/* It has. */
void settle_taken(struct shim *shim, bool restart, uint64_t delay_ms, int exit_code);
void settle_tick(struct shim *shim);
void settle_done(struct shim *shim);
void go(struct shim *shim);

/* health.c */
void health_tick(struct shim *shim);
uint64_t health_due(const struct shim *shim);

/* resumed.c: the command that hears of every run but the first, once it has begun. */
void resumed_start(struct shim *shim);

/* diary.c: shim.log in the container's folder, for what nobody is there to be told. */
void diary(const struct shim *shim, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The file itself, begun anew when it has become too long; -1 when it cannot be opened. */
int diary_open(const struct shim *shim);

/* lock.c: the file shim in the folder, whose lock says that a shim lives. */
int lock_take(const char *folder, struct problem *problem);
/* The file pid in the folder, for programs that know a service by such a file; who lives is said by the lock alone. */
void pid_write(const struct shim *shim);
void pid_remove(const struct shim *shim);
/* Field 22 of /proc/<process>/stat, 0 when there is none. */
uint64_t start_time(pid_t process);

/* folder/name; false when that is too long. */
bool folder_path(const struct shim *shim, const char *name, char path[4096]);

#endif
