/* From a process that anybody may have started to one that holds nothing but its container. */
#include "closing.h"
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#define STARTER 3

static bool close_standard_streams(struct problem *said) {
    int null = open("/dev/null", O_RDWR);
    if (null < 0) {
        return problem(said, "cannot open /dev/null: %s", strerror(errno));
    }
    for (int i = 0; i < STARTER; i++) {
        dup2(null, i);
    }
    if (null > STARTER) {
        close(null);
    }
    return true;
}

/* Marks what is to stay, and closes all else. */
static bool keep_descriptors(const struct config *config, struct problem *said) {
    int kept[CONFIG_MAX_PASSED + 2];
    size_t count = config->passed_count;
    memcpy(kept, config->passed, count * sizeof *kept);
    kept[count++] = (int) config->number[CONFIG_LAUNCH_SPEC];
    kept[count++] = (int) config->number[CONFIG_LEDGER];
    for (unsigned from = STARTER + 1;;) {
        int next = -1;
        for (size_t i = 0; i < count; i++) {
            if (kept[i] >= (int) from && (next < 0 || kept[i] < next)) {
                next = kept[i];
            }
        }
        if (next < 0) {
            close_from_to(from, ~0U);
            return true;
        }
        if (fcntl(next, F_SETFD, FD_CLOEXEC) != 0) {
            return problem(said, "descriptor %d is to be passed on, but is not open", next);
        }
        if (next > (int) from) {
            close_from_to(from, (unsigned) next - 1);
        }
        from = (unsigned) next + 1;
    }
}

static bool map_memory(struct shim *shim, struct problem *said) {
    const struct config *config = &shim->config;
    int spec = (int) config->number[CONFIG_LAUNCH_SPEC];
    int ledger = (int) config->number[CONFIG_LEDGER];
    struct stat found;
    int seals = fcntl(spec, F_GET_SEALS);
    if (seals < 0 || (seals & (F_SEAL_WRITE | F_SEAL_SHRINK)) != (F_SEAL_WRITE | F_SEAL_SHRINK)) {
        return problem(said, "launch-spec=%d: no sealed file in memory", spec);
    }
    if (fstat(spec, &found) != 0 || found.st_size <= 0 || found.st_size > RECORDS_MAX_BYTES) {
        return problem(said, "launch-spec=%d: must have from 1 to %d bytes", spec, RECORDS_MAX_BYTES);
    }
    shim->spec_length = (size_t) found.st_size;
    shim->spec = mmap(NULL, shim->spec_length, PROT_READ, MAP_SHARED, spec, 0);
    seals = fcntl(ledger, F_GET_SEALS);
    if (seals < 0 || (seals & F_SEAL_SHRINK) == 0 || fstat(ledger, &found) != 0 || found.st_size < LEDGER_BYTES) {
        return problem(said, "ledger=%d: no file in memory of at least %d bytes that cannot shrink", ledger,
                       LEDGER_BYTES);
    }
    shim->ledger = mmap(NULL, LEDGER_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, ledger, 0);
    return (shim->spec != MAP_FAILED && shim->ledger != MAP_FAILED)
           || problem(said, "cannot map what is shared with the launcher: %s", strerror(errno));
}

static bool can_execute(const char *path, struct problem *said) {
    return access(path, X_OK) == 0 || problem(said, "cannot execute %.300s: %s", path, strerror(errno));
}

static bool take_signals(struct shim *shim, struct problem *said) {
    sigset_t blocked;
    sigemptyset(&blocked);
    static const int signals[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaddset(&blocked, signals[i]);
        signal(signals[i], SIG_DFL);
    }
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    shim->signals = signalfd(-1, &blocked, SFD_CLOEXEC | SFD_NONBLOCK);
    return shim->signals >= 0 || problem(said, "cannot receive signals: %s", strerror(errno));
}

/* The command that started the shim becomes a client; nothing of ours is to get its number, which is the lifeline's. */
static bool take_starter(struct shim *shim, struct problem *said) {
    int starter = fcntl(STARTER, F_DUPFD_CLOEXEC, STARTER + 1);
    if (starter < 0) {
        return problem(said, "cannot keep descriptor %d: %s", STARTER, strerror(errno));
    }
    dup3(STDIN_FILENO, STARTER, O_CLOEXEC);
    struct client *client = &shim->clients[0];
    uint64_t attach = shim->config.number[CONFIG_ATTACH];
    client_init(client, starter);
    client->starter = true;
    client->framed = attach != ATTACH_NONE;
    client->output = attach == ATTACH_OUTPUT || attach == ATTACH_BOTH;
    client->input = attach == ATTACH_INPUT || attach == ATTACH_BOTH;
    client->settles = attach != ATTACH_NONE && shim->config.number[CONFIG_ATTACH_SETTLES] != 0;
    client->closing = attach == ATTACH_NONE;
    return true;
}

static bool check(const struct config *config, struct problem *said) {
    uint64_t attach = config->number[CONFIG_ATTACH];
    if ((attach == ATTACH_INPUT || attach == ATTACH_BOTH) && config->number[CONFIG_STDIN] == STDIN_NONE) {
        return problem(said, "attach=%s: there is no input with stdin=none", config->value[CONFIG_ATTACH]);
    }
    return can_execute(config->value[CONFIG_LAUNCHER], said) && can_execute(config->settle[0], said)
           && (config->resumed[0] == NULL || can_execute(config->resumed[0], said))
           && (config->health[0] == NULL || can_execute(config->health[0], said));
}

bool set_up(struct shim *shim, const char *bytes, size_t length, struct problem *said) {
    struct config *config = &shim->config;
    shim->run.line = shim->run.input = shim->settle.output = shim->health.output = shim->resumed.output = -1;
    for (int i = 0; i < CLIENTS; i++) {
        client_init(&shim->clients[i], -1);
    }
    umask(077);
    if (!config_parse(config, bytes, length, said) || !close_standard_streams(said)
        || !keep_descriptors(config, said) || !map_memory(shim, said) || !check(config, said)) {
        return false;
    }
    shim->lock = lock_take(config->value[CONFIG_FOLDER], said);
    if (shim->lock < 0 || !take_signals(shim, said) || !log_open(&shim->log, config, said)
        || !control_open(shim, said)) {
        return false;
    }
    /* Not to keep a file system busy. */
    if (chdir("/") != 0 || !take_starter(shim, said)) {
        return false;
    }
    pid_write(shim);
    return true;
}
