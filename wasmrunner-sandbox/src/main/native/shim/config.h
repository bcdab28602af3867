/* What a shim is told when it starts: records, as docs/shim.md lists them. */
#ifndef WASMRUNNER_SHIM_CONFIG_H
#define WASMRUNNER_SHIM_CONFIG_H

#include "records.h"

/* Words of a command line, variables, and descriptors to pass on; more are refused. */
#define CONFIG_MAX_WORDS 256
#define CONFIG_MAX_PASSED 512

enum config_key {
    CONFIG_VERSION,
    CONFIG_FOLDER,
    CONFIG_ID,
    CONFIG_LAUNCHER,
    CONFIG_LAUNCH_SPEC,
    CONFIG_LEDGER,
    CONFIG_FD,
    CONFIG_STDIN,
    CONFIG_ATTACH,
    CONFIG_ATTACH_SETTLES,
    CONFIG_LOG_DRIVER,
    CONFIG_LOG_FILE,
    CONFIG_LOG_MAX_SIZE,
    CONFIG_LOG_MAX_FILE,
    CONFIG_LOG_COMPRESS,
    CONFIG_LOG_TAG,
    CONFIG_LOG_MODE,
    CONFIG_LOG_BUFFER,
    CONFIG_SYSLOG_ADDRESS,
    CONFIG_SYSLOG_FACILITY,
    CONFIG_SYSLOG_FORMAT,
    CONFIG_SETTLE,
    CONFIG_RESUMED,
    CONFIG_ENVIRONMENT,
    CONFIG_HEALTH,
    CONFIG_HEALTH_INTERVAL,
    CONFIG_HEALTH_START_INTERVAL,
    CONFIG_HEALTH_START_PERIOD,
    CONFIG_END,
    CONFIG_KEYS
};

/* The choices, as number has them. */
enum { STDIN_NONE, STDIN_OPEN, STDIN_ONCE };
enum { ATTACH_NONE, ATTACH_OUTPUT, ATTACH_INPUT, ATTACH_BOTH };
enum { DRIVER_JSON_FILE, DRIVER_LOCAL, DRIVER_JOURNALD, DRIVER_SYSLOG, DRIVER_NONE };
enum { MODE_BLOCKING, MODE_NON_BLOCKING };
enum { FORMAT_RFC3164, FORMAT_RFC5424, FORMAT_RFC5424_MICRO };

struct config {
    const char *value[CONFIG_KEYS];
    uint64_t number[CONFIG_KEYS];
    int passed[CONFIG_MAX_PASSED];
    size_t passed_count;
    /* Each ended by NULL; pointers into the records. */
    char *settle[CONFIG_MAX_WORDS + 1];
    char *resumed[CONFIG_MAX_WORDS + 1];
    char *health[CONFIG_MAX_WORDS + 1];
    char *environment[CONFIG_MAX_WORDS + 1];
};

/* The config keeps pointing into bytes. */
bool config_parse(struct config *config, const char *bytes, size_t length, struct problem *problem);

#endif
