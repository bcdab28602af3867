#include "spec.h"

#include "mechanism.h"
#include "opensockets.h"
#include "rules.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum kind { TEXT, PATH, HEX, NUMBER, CHOICE, NAMES, CLASS, HOST_RULE, NETWORK_RULE, PINNED_NAME };

struct field {
    const char *name;
    enum kind kind;
    bool required;
    bool repeats;
    uint64_t min, max;
    const char *choices[4];
};

/* Bytes and bytes a second: what fits a signed 64-bit number, which is how the kernel keeps them. */
#define MAX_BYTES UINT64_C(0x7fffffffffffffff)

static const struct field fields[KEYS] = {
    [KEY_VERSION] = {.name = "wasmrunner-spec", .kind = NUMBER, .required = true, .min = 1, .max = 1},
    [KEY_ID] = {.name = "id", .kind = HEX, .required = true, .min = 12, .max = 64},
    [KEY_RECORD] = {.name = "record", .kind = PATH, .required = true},
    [KEY_MISSING] = {.name = "missing", .kind = CHOICE, .required = true, .choices = {"refuse", "warn", "quiet"}},
    [KEY_PRETEND] = {.name = "pretend-missing", .kind = NAMES},
    [KEY_NEVER] = {.name = "never", .kind = CHOICE, .choices = {"kill", "errno"}},
    [KEY_JVM] = {.name = "jvm", .kind = PATH, .required = true},
    [KEY_JAVA_HOME] = {.name = "java-home", .kind = PATH, .required = true},
    [KEY_JVM_OPTION] = {.name = "jvm-option", .kind = TEXT, .repeats = true},
    [KEY_CLASS] = {.name = "class", .kind = CLASS, .required = true},
    [KEY_FD] = {.name = "fd", .kind = NUMBER, .repeats = true, .min = 4, .max = 1048575},
    [KEY_READ_FD] = {.name = "read-fd", .kind = NUMBER, .repeats = true, .min = 4, .max = 1048575},
    [KEY_WRITE_FD] = {.name = "write-fd", .kind = NUMBER, .repeats = true, .min = 4, .max = 1048575},
    [KEY_READ] = {.name = "read", .kind = PATH, .repeats = true},
    [KEY_SOCKETS] = {.name = "sockets", .kind = CHOICE, .choices = {"no", "yes"}},
    [KEY_GATE] = {.name = "gate", .kind = NUMBER, .min = 4, .max = 1048575},
    [KEY_ALLOW_HOST] = {.name = "allow-host", .kind = HOST_RULE, .repeats = true},
    [KEY_ALLOW_CIDR] = {.name = "allow-cidr", .kind = NETWORK_RULE, .repeats = true},
    [KEY_ADD_HOST] = {.name = "add-host", .kind = PINNED_NAME, .repeats = true},
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
    [KEY_END] = {.name = "end", .kind = NUMBER, .required = true, .max = SPEC_MAX_BYTES},
};

#define GUEST_PREFIX "guest."

size_t spec_receive(int descriptor, char buffer[SPEC_MAX_BYTES], struct problem *said) {
    size_t used = 0;
    size_t record = 0;
    for (;;) {
        ssize_t count = read(descriptor, buffer + used, SPEC_MAX_BYTES - used);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            problem(said, "cannot read the spec from descriptor %d: %s", descriptor, strerror(errno));
            return 0;
        }
        if (count == 0 && used == SPEC_MAX_BYTES) {
            problem(said, "the spec is longer than %d bytes", SPEC_MAX_BYTES);
            return 0;
        }
        if (count == 0) {
            problem(said, "the spec stops after %zu bytes, before its record end=", used);
            return 0;
        }
        used += (size_t) count;
        const char *nul;
        while ((nul = memchr(buffer + record, '\0', used - record)) != NULL) {
            if (strncmp(buffer + record, "end=", 4) == 0) {
                return used;
            }
            record = (size_t) (nul - buffer) + 1;
        }
        if (used == SPEC_MAX_BYTES) {
            problem(said, "the spec is longer than %d bytes", SPEC_MAX_BYTES);
            return 0;
        }
    }
}

static bool parse_number(const char *text, uint64_t *number) {
    uint64_t value = 0;
    size_t length = strlen(text);
    if (length == 0 || length > 19 || (text[0] == '0' && length > 1)) {
        return false;
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < '0' || *at > '9') {
            return false;
        }
        /* 19 digits always fit 64 bits. */
        value = value * 10 + (uint64_t) (*at - '0');
    }
    *number = value;
    return true;
}

uint64_t spec_number(const char *value) {
    uint64_t number = 0;
    parse_number(value, &number);
    return number;
}

static bool check_number(const struct field *field, const char *value, uint64_t *number, struct problem *said) {
    if (!parse_number(value, number)) {
        return problem(said, "%s=%.40s: not a decimal number", field->name, value);
    }
    if (*number < field->min || *number > field->max) {
        return problem(said, "%s=%s: must be from %llu to %llu", field->name, value, (unsigned long long) field->min,
                       (unsigned long long) field->max);
    }
    return true;
}

static bool check_choice(const struct field *field, const char *value, uint64_t *number, struct problem *said) {
    for (uint64_t i = 0; field->choices[i] != NULL; i++) {
        if (strcmp(field->choices[i], value) == 0) {
            *number = i;
            return true;
        }
    }
    return problem(said, "%s=%.40s: not one of its choices (%s, %s, …)", field->name, value, field->choices[0],
                   field->choices[1]);
}

static bool check_path(const struct field *field, const char *value, struct problem *said) {
    if (value[0] != '/') {
        return problem(said, "%s=%.200s: not an absolute path", field->name, value);
    }
    /* PATH_MAX, less what the temporary name beside the record adds. */
    if (strlen(value) > 4000) {
        return problem(said, "%s: a path of %zu bytes, more than 4000", field->name, strlen(value));
    }
    return true;
}

static bool check_characters(const struct field *field, const char *value, const char *allowed, struct problem *said) {
    size_t length = strlen(value);
    if (length == 0 || strspn(value, allowed) != length) {
        return problem(said, "%s=%.80s: characters other than %s, or none", field->name, value, allowed);
    }
    return true;
}

static bool check_rule(const struct field *field, const char *value, struct problem *said) {
    struct host_rule host;
    struct network_rule network;
    struct pinned_name pinned;
    bool good = field->kind == HOST_RULE ? host_rule_parse(value, &host)
                : field->kind == NETWORK_RULE ? network_rule_parse(value, &network)
                                              : pinned_name_parse(value, &pinned);
    return good || problem(said, "%s=%.200s: malformed", field->name, value);
}

static bool check_value(const struct field *field, const char *value, struct spec *spec, uint64_t *number,
                        struct problem *said) {
    switch (field->kind) {
        case TEXT:
            return true;
        case PATH:
            return check_path(field, value, said);
        case NUMBER:
            return check_number(field, value, number, said);
        case CHOICE:
            return check_choice(field, value, number, said);
        case NAMES:
            return mechanism_list(value, &spec->pretend)
                   || problem(said, "%s=%.200s: names a mechanism that there is not", field->name, value);
        case CLASS:
            return check_characters(field, value,
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$/", said);
        case HOST_RULE:
        case NETWORK_RULE:
        case PINNED_NAME:
            return check_rule(field, value, said);
        case HEX:
            if (strlen(value) < field->min || strlen(value) > field->max) {
                return problem(said, "%s=%.80s: must have from %d to %d digits", field->name, value, (int) field->min,
                               (int) field->max);
            }
            return check_characters(field, value, "0123456789abcdef", said);
    }
    return false;
}

static bool check_key(const char *record, size_t length, struct problem *said) {
    if (length == 0 || length > SPEC_MAX_KEY) {
        return problem(said, "a key of %zu bytes, must be from 1 to %d", length, SPEC_MAX_KEY);
    }
    for (size_t i = 0; i < length; i++) {
        char c = record[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) {
            return problem(said, "the key %.*s has characters other than a-z 0-9 . -", (int) length, record);
        }
    }
    return true;
}

static int find_key(const char *record, size_t length) {
    for (int i = 0; i < KEYS; i++) {
        if (strlen(fields[i].name) == length && memcmp(fields[i].name, record, length) == 0) {
            return i;
        }
    }
    return -1;
}

static bool take(struct spec *spec, const char *record, struct problem *said) {
    const char *equals = strchr(record, '=');
    if (equals == NULL) {
        return problem(said, "no '=' in the record %.80s", record);
    }
    size_t length = (size_t) (equals - record);
    const char *value = equals + 1;
    if (!check_key(record, length, said)) {
        return false;
    }
    if (strlen(value) > SPEC_MAX_VALUE) {
        return problem(said, "%.*s: a value of %zu bytes, more than %d", (int) length, record, strlen(value),
                       SPEC_MAX_VALUE);
    }
    if (length > strlen(GUEST_PREFIX) && strncmp(record, GUEST_PREFIX, strlen(GUEST_PREFIX)) == 0) {
        return true;
    }
    int key = find_key(record, length);
    if (key < 0) {
        return problem(said, "the key %.*s is not known", (int) length, record);
    }
    if (spec->value[key] != NULL && !fields[key].repeats) {
        return problem(said, "%s is there twice", fields[key].name);
    }
    uint64_t number = 0;
    if (!check_value(&fields[key], value, spec, &number, said)) {
        return false;
    }
    if (spec->value[key] == NULL) {
        spec->value[key] = value;
        spec->number[key] = number;
    }
    return true;
}

static bool complete(const struct spec *spec, uint64_t records, struct problem *said) {
    for (int i = 0; i < KEYS; i++) {
        if (fields[i].required && spec->value[i] == NULL) {
            return problem(said, "%s= is missing", fields[i].name);
        }
    }
    if (spec->number[KEY_END] != records) {
        return problem(said, "end=%s, but %llu records stand before it", spec->value[KEY_END],
                       (unsigned long long) records);
    }
    for (enum key key = KEY_ALLOW_HOST; key <= KEY_ADD_HOST; key++) {
        size_t count = 0;
        for (const char *at = NULL; (at = spec_next(spec, key, at)) != NULL;) {
            count++;
        }
        if (count > RULES_MAX) {
            return problem(said, "%s is there %zu times, more than %d", fields[key].name, count, RULES_MAX);
        }
    }
    size_t kept = 0;
    for (int i = 0; i < 4; i++) {
        static const enum key keys[] = {KEY_FD, KEY_READ_FD, KEY_WRITE_FD, KEY_GATE};
        for (const char *at = NULL; (at = spec_next(spec, keys[i], at)) != NULL;) {
            kept++;
        }
    }
    return kept <= SPEC_MAX_KEPT || problem(said, "%zu descriptors to keep, more than %d", kept, SPEC_MAX_KEPT);
}

bool spec_parse(struct spec *spec, const char *bytes, size_t length, struct problem *said) {
    memset(spec, 0, sizeof *spec);
    spec->bytes = bytes;
    spec->length = length;
    if (length > SPEC_MAX_BYTES) {
        return problem(said, "the spec is longer than %d bytes", SPEC_MAX_BYTES);
    }
    if (length == 0 || bytes[length - 1] != '\0') {
        return problem(said, "the spec does not end with NUL");
    }
    uint64_t records = 0;
    for (size_t at = 0; at < length; at += strlen(bytes + at) + 1) {
        if (spec->value[KEY_END] != NULL) {
            return problem(said, "%zu bytes follow the record end=", length - at);
        }
        if (!take(spec, bytes + at, said)) {
            return false;
        }
        if (records == 0 && spec->value[KEY_VERSION] == NULL) {
            return problem(said, "the first record is not wasmrunner-spec=1");
        }
        records++;
    }
    /* The record end= does not count itself. */
    return complete(spec, records - 1, said);
}

const char *spec_next(const struct spec *spec, enum key key, const char *after) {
    const char *end = spec->bytes + spec->length;
    const char *at = after == NULL ? spec->bytes : after + strlen(after) + 1;
    size_t length = strlen(fields[key].name);
    for (; at < end; at += strlen(at) + 1) {
        if (strncmp(at, fields[key].name, length) == 0 && at[length] == '=') {
            return at + length + 1;
        }
    }
    return NULL;
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
    static const enum key keys[] = {KEY_FD, KEY_READ_FD, KEY_WRITE_FD, KEY_GATE};
    size_t count = 0;
    for (int i = 0; i < 4; i++) {
        for (const char *at = NULL; (at = spec_next(spec, keys[i], at)) != NULL;) {
            count = insert(kept, count, (int) spec_number(at));
        }
    }
    return count;
}
