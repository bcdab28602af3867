#include "spec.h"

#include "mechanism.h"
#include "opensockets.h"
#include "rules.h"

#include <string.h>

/* Bytes and bytes a second: what fits a signed 64-bit number, which is how the kernel keeps them. */
#define MAX_BYTES UINT64_C(0x7fffffffffffffff)

static const struct field fields[KEYS] = {
    [KEY_VERSION] = {.name = "wasmrunner-spec", .kind = NUMBER, .required = true, .min = 1, .max = 1},
    [KEY_ID] = {.name = "id", .kind = HEX, .required = true, .min = 12, .max = 64},
    [KEY_RECORD] = {.name = "record", .kind = PATH, .required = true},
    [KEY_MISSING] = {.name = "missing", .kind = CHOICE, .required = true, .choices = {"refuse", "warn", "quiet"}},
    [KEY_PRETEND] = {.name = "pretend-missing", .kind = TEXT},
    [KEY_NEVER] = {.name = "never", .kind = CHOICE, .choices = {"kill", "errno"}},
    [KEY_JVM] = {.name = "jvm", .kind = PATH, .required = true},
    [KEY_JAVA_HOME] = {.name = "java-home", .kind = PATH, .required = true},
    [KEY_JVM_OPTION] = {.name = "jvm-option", .kind = TEXT, .repeats = true},
    [KEY_CLASS] = {.name = "class", .kind = CLASS, .required = true},
    [KEY_FD] = {.name = "fd", .kind = NUMBER, .repeats = true, .min = 4, .max = 1048575},
    [KEY_READ_FD] = {.name = "read-fd", .kind = NUMBER, .repeats = true, .min = 4, .max = 1048575},
    [KEY_WRITE_FD] = {.name = "write-fd", .kind = NUMBER, .repeats = true, .min = 4, .max = 1048575},
    [KEY_LEDGER_FD] = {.name = "ledger-fd", .kind = NUMBER, .min = 4, .max = 1048575},
    [KEY_READ] = {.name = "read", .kind = PATH, .repeats = true},
    [KEY_SOCKETS] = {.name = "sockets", .kind = CHOICE, .choices = {"no", "yes"}},
    [KEY_GATE] = {.name = "gate", .kind = NUMBER, .min = 4, .max = 1048575},
    [KEY_ALLOW_HOST] = {.name = "allow-host", .kind = TEXT, .repeats = true},
    [KEY_ALLOW_CIDR] = {.name = "allow-cidr", .kind = TEXT, .repeats = true},
    [KEY_ADD_HOST] = {.name = "add-host", .kind = TEXT, .repeats = true},
    [KEY_MAX_CONNECTIONS] = {.name = "max-connections", .kind = NUMBER, .max = OPEN_MAX_SOCKETS},
    [KEY_NOFILE] = {.name = "nofile", .kind = NUMBER, .max = 1048576},
    [KEY_FSIZE] = {.name = "fsize", .kind = NUMBER, .max = MAX_BYTES},
    [KEY_CPU_SECONDS] = {.name = "cpu-seconds", .kind = NUMBER, .max = UINT32_MAX},
    [KEY_MEMORY] = {.name = "memory", .kind = NUMBER, .max = MAX_BYTES},
    [KEY_CPUS_MILLI] = {.name = "cpus-milli", .kind = NUMBER, .max = 10000000},
    [KEY_PIDS] = {.name = "pids", .kind = NUMBER, .max = 4194304},
    [KEY_READ_BPS] = {.name = "read-bps", .kind = NUMBER, .max = MAX_BYTES},
    [KEY_WRITE_BPS] = {.name = "write-bps", .kind = NUMBER, .max = MAX_BYTES},
    [KEY_CGROUP_ROOT] = {.name = "cgroup-root", .kind = PATH},
    [KEY_DEADLINE_MS] = {.name = "deadline-ms", .kind = NUMBER, .max = UINT32_MAX},
    [KEY_DETACHED] = {.name = "detached", .kind = CHOICE, .choices = {"no", "yes"}},
    [KEY_END] = {.name = "end", .kind = NUMBER, .required = true, .max = RECORDS_MAX_BYTES},
};

#define GUEST_PREFIX "guest."

static const enum key kept_keys[] = {KEY_FD, KEY_READ_FD, KEY_WRITE_FD, KEY_GATE};
#define KEPT_KEYS (sizeof kept_keys / sizeof *kept_keys)

static struct records records_of(const struct spec *spec) {
    return (struct records){.fields = fields, .count = KEYS, .bytes = spec->bytes, .length = spec->length};
}

/* The ledger is the launcher's, which says where the worker may write in it. */
static bool check_kept(const struct spec *spec, struct problem *said) {
    size_t kept = 0;
    for (size_t i = 0; i < KEPT_KEYS; i++) {
        for (const char *at = NULL; (at = spec_next(spec, kept_keys[i], at)) != NULL;) {
            if (spec->value[KEY_LEDGER_FD] != NULL && spec_number(at) == spec->number[KEY_LEDGER_FD]) {
                return problem(said, "ledger-fd=%s is to be kept as well", at);
            }
            kept++;
        }
    }
    return kept <= SPEC_MAX_KEPT || problem(said, "%zu descriptors to keep, more than %d", kept, SPEC_MAX_KEPT);
}

static bool is_rule(enum key key, const char *value) {
    struct host_rule host;
    struct network_rule network;
    struct pinned_name pinned;
    return key == KEY_ALLOW_HOST ? host_rule_parse(value, &host)
           : key == KEY_ALLOW_CIDR ? network_rule_parse(value, &network)
                                   : pinned_name_parse(value, &pinned);
}

static bool check_rules(const struct spec *spec, struct problem *said) {
    for (enum key key = KEY_ALLOW_HOST; key <= KEY_ADD_HOST; key++) {
        size_t count = 0;
        for (const char *at = NULL; (at = spec_next(spec, key, at)) != NULL;) {
            if (!is_rule(key, at)) {
                return problem(said, "%s=%.200s: malformed", fields[key].name, at);
            }
            count++;
        }
        if (count > RULES_MAX) {
            return problem(said, "%s is there %zu times, more than %d", fields[key].name, count, RULES_MAX);
        }
    }
    return true;
}

bool spec_parse(struct spec *spec, const char *bytes, size_t length, struct problem *said) {
    memset(spec, 0, sizeof *spec);
    struct records records = {.fields = fields, .count = KEYS, .others = GUEST_PREFIX, .value = spec->value,
                              .number = spec->number};
    spec->bytes = bytes;
    spec->length = length;
    if (!records_parse(&records, bytes, length, said) || !check_kept(spec, said) || !check_rules(spec, said)) {
        return false;
    }
    const char *pretend = spec->value[KEY_PRETEND];
    return pretend == NULL || mechanism_list(pretend, &spec->pretend)
           || problem(said, "pretend-missing=%.200s: names a mechanism that there is not", pretend);
}

uint64_t spec_number(const char *value) {
    uint64_t number = 0;
    records_number(value, &number);
    return number;
}

const char *spec_next(const struct spec *spec, enum key key, const char *after) {
    struct records records = records_of(spec);
    return records_next(&records, key, after);
}

static size_t insert(int kept[SPEC_MAX_KEPT], size_t count, int descriptor) {
    size_t at = 0;
    while (at < count && kept[at] < descriptor) {
        at++;
    }
    if (at < count && kept[at] == descriptor) {
        return count;
    }
    memmove(kept + at + 1, kept + at, (count - at) * sizeof *kept);
    kept[at] = descriptor;
    return count + 1;
}

size_t spec_kept(const struct spec *spec, int kept[SPEC_MAX_KEPT]) {
    size_t count = 0;
    for (size_t i = 0; i < KEPT_KEYS; i++) {
        for (const char *at = NULL; (at = spec_next(spec, kept_keys[i], at)) != NULL;) {
            count = insert(kept, count, (int) spec_number(at));
        }
    }
    return count;
}
