#include "config.h"

#include <string.h>

#define DESCRIPTOR .kind = NUMBER, .min = 4, .max = 1048575
#define MILLISECONDS .kind = NUMBER, .max = UINT32_MAX
#define MAX_TAG 256
#define MIN_SIZE 1024
#define MAX_SIZE (UINT64_C(1) << 50)
#define MAX_BUFFER (64 << 20)

static const struct field fields[CONFIG_KEYS] = {
    [CONFIG_VERSION] = {.name = "wasmrunner-shim", .kind = NUMBER, .required = true, .min = 1, .max = 1},
    [CONFIG_FOLDER] = {.name = "folder", .kind = PATH, .required = true},
    [CONFIG_ID] = {.name = "id", .kind = HEX, .required = true, .min = 12, .max = 64},
    [CONFIG_LAUNCHER] = {.name = "launcher", .kind = PATH, .required = true},
    [CONFIG_LAUNCH_SPEC] = {.name = "launch-spec", .required = true, DESCRIPTOR},
    [CONFIG_LEDGER] = {.name = "ledger", .required = true, DESCRIPTOR},
    [CONFIG_FD] = {.name = "fd", .repeats = true, DESCRIPTOR},
    [CONFIG_STDIN] = {.name = "stdin", .kind = CHOICE, .choices = {"none", "open", "once"}},
    [CONFIG_ATTACH] = {.name = "attach", .kind = CHOICE, .choices = {"none", "output", "input", "both"}},
    [CONFIG_ATTACH_SETTLES] = {.name = "attach-settles", .kind = CHOICE, .choices = {"no", "yes"}},
    [CONFIG_LOG_DRIVER] = {.name = "log-driver", .kind = CHOICE, .required = true,
                           .choices = {"json-file", "local", "journald", "syslog", "none"}},
    [CONFIG_LOG_FILE] = {.name = "log-file", .kind = PATH},
    [CONFIG_LOG_MAX_SIZE] = {.name = "log-max-size", .kind = NUMBER, .max = MAX_SIZE},
    [CONFIG_LOG_MAX_FILE] = {.name = "log-max-file", .kind = NUMBER, .max = 1000},
    [CONFIG_LOG_COMPRESS] = {.name = "log-compress", .kind = CHOICE, .choices = {"no", "yes"}},
    [CONFIG_LOG_TAG] = {.name = "log-tag", .kind = TEXT},
    [CONFIG_LOG_MODE] = {.name = "log-mode", .kind = CHOICE, .choices = {"blocking", "non-blocking"}},
    [CONFIG_LOG_BUFFER] = {.name = "log-buffer", .kind = NUMBER, .max = MAX_BUFFER},
    [CONFIG_SYSLOG_ADDRESS] = {.name = "syslog-address", .kind = TEXT},
    [CONFIG_SYSLOG_FACILITY] = {.name = "syslog-facility", .kind = TEXT},
    [CONFIG_SYSLOG_FORMAT] = {.name = "syslog-format", .kind = CHOICE,
                              .choices = {"rfc3164", "rfc5424", "rfc5424micro"}},
    [CONFIG_SETTLE] = {.name = "settle", .kind = TEXT, .required = true, .repeats = true},
    [CONFIG_RESUMED] = {.name = "resumed", .kind = TEXT, .repeats = true},
    [CONFIG_ENVIRONMENT] = {.name = "environment", .kind = TEXT, .repeats = true},
    [CONFIG_HEALTH] = {.name = "health", .kind = TEXT, .repeats = true},
    [CONFIG_HEALTH_INTERVAL] = {.name = "health-interval-ms", MILLISECONDS},
    [CONFIG_HEALTH_START_INTERVAL] = {.name = "health-start-interval-ms", MILLISECONDS},
    [CONFIG_HEALTH_START_PERIOD] = {.name = "health-start-period-ms", MILLISECONDS},
    [CONFIG_END] = {.name = "end", .kind = NUMBER, .required = true, .max = RECORDS_MAX_BYTES},
};

static bool collect(const struct records *records, enum config_key key, char *words[], struct problem *said) {
    size_t count = 0;
    for (const char *at = NULL; (at = records_next(records, key, at)) != NULL;) {
        if (count == CONFIG_MAX_WORDS) {
            return problem(said, "more than %d records %s=", CONFIG_MAX_WORDS, fields[key].name);
        }
        words[count++] = (char *) (uintptr_t) at;
    }
    words[count] = NULL;
    return true;
}

static bool collect_passed(struct config *config, const struct records *records, struct problem *said) {
    for (const char *at = NULL; (at = records_next(records, CONFIG_FD, at)) != NULL;) {
        uint64_t number = 0;
        if (config->passed_count == CONFIG_MAX_PASSED) {
            return problem(said, "more than %d descriptors to pass on", CONFIG_MAX_PASSED);
        }
        if (!records_number(at, &number) || number < fields[CONFIG_FD].min || number > fields[CONFIG_FD].max) {
            return problem(said, "fd=%.40s: not a descriptor", at);
        }
        if (number == config->number[CONFIG_LEDGER] || number == config->number[CONFIG_LAUNCH_SPEC]) {
            return problem(said, "fd=%s has another use", at);
        }
        config->passed[config->passed_count++] = (int) number;
    }
    return true;
}

static bool check_log(const struct config *config, struct problem *said) {
    uint64_t driver = config->number[CONFIG_LOG_DRIVER];
    uint64_t size = config->number[CONFIG_LOG_MAX_SIZE];
    const char *tag = config->value[CONFIG_LOG_TAG];
    if ((driver == DRIVER_JSON_FILE || driver == DRIVER_LOCAL) && config->value[CONFIG_LOG_FILE] == NULL) {
        return problem(said, "log-file= is missing");
    }
    if (driver == DRIVER_SYSLOG && config->value[CONFIG_SYSLOG_ADDRESS] == NULL) {
        return problem(said, "syslog-address= is missing");
    }
    if (size != 0 && size < MIN_SIZE) {
        return problem(said, "log-max-size=%s: less than %d bytes", config->value[CONFIG_LOG_MAX_SIZE], MIN_SIZE);
    }
    return tag == NULL || (strlen(tag) <= MAX_TAG && strchr(tag, '\n') == NULL)
           || problem(said, "log-tag: more than %d bytes, or more than one line", MAX_TAG);
}

static bool check_commands(const struct config *config, struct problem *said) {
    if (config->settle[0][0] != '/') {
        return problem(said, "settle=%.200s: its first word is no absolute path", config->settle[0]);
    }
    if (config->resumed[0] != NULL && config->resumed[0][0] != '/') {
        return problem(said, "resumed=%.200s: its first word is no absolute path", config->resumed[0]);
    }
    if (config->health[0] == NULL) {
        return true;
    }
    if (config->health[0][0] != '/') {
        return problem(said, "health=%.200s: its first word is no absolute path", config->health[0]);
    }
    return config->number[CONFIG_HEALTH_INTERVAL] > 0 || problem(said, "health-interval-ms= is missing");
}

bool config_parse(struct config *config, const char *bytes, size_t length, struct problem *said) {
    memset(config, 0, sizeof *config);
    struct records records = {.fields = fields, .count = CONFIG_KEYS, .value = config->value,
                              .number = config->number};
    return records_parse(&records, bytes, length, said) && collect(&records, CONFIG_SETTLE, config->settle, said)
           && collect(&records, CONFIG_RESUMED, config->resumed, said)
           && collect(&records, CONFIG_ENVIRONMENT, config->environment, said)
           && collect(&records, CONFIG_HEALTH, config->health, said) && collect_passed(config, &records, said)
           && check_log(config, said) && check_commands(config, said);
}
