#include "records.h"

#include <string.h>

bool records_number(const char *text, uint64_t *number) {
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

static bool check_number(const struct field *field, const char *value, uint64_t *number, struct problem *said) {
    if (!records_number(value, number)) {
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
    /* PATH_MAX, less what a temporary name beside it adds. */
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

static bool check_value(const struct field *field, const char *value, uint64_t *number, struct problem *said) {
    switch (field->kind) {
        case TEXT:
            return true;
        case PATH:
            return check_path(field, value, said);
        case NUMBER:
            return check_number(field, value, number, said);
        case CHOICE:
            return check_choice(field, value, number, said);
        case CLASS:
            return check_characters(field, value,
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$/", said);
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
    if (length == 0 || length > RECORDS_MAX_KEY) {
        return problem(said, "a key of %zu bytes, must be from 1 to %d", length, RECORDS_MAX_KEY);
    }
    for (size_t i = 0; i < length; i++) {
        char c = record[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) {
            return problem(said, "the key %.*s has characters other than a-z 0-9 . -", (int) length, record);
        }
    }
    return true;
}

/* The count when there is none of that name. */
static size_t find_key(const struct records *records, const char *record, size_t length) {
    size_t i = 0;
    while (i < records->count
           && (strlen(records->fields[i].name) != length || memcmp(records->fields[i].name, record, length) != 0)) {
        i++;
    }
    return i;
}

static bool take(struct records *records, const char *record, struct problem *said) {
    const char *equals = strchr(record, '=');
    if (equals == NULL) {
        return problem(said, "no '=' in the record %.80s", record);
    }
    size_t length = (size_t) (equals - record);
    const char *value = equals + 1;
    if (!check_key(record, length, said)) {
        return false;
    }
    if (strlen(value) > RECORDS_MAX_VALUE) {
        return problem(said, "%.*s: a value of %zu bytes, more than %d", (int) length, record, strlen(value),
                       RECORDS_MAX_VALUE);
    }
    const char *others = records->others;
    if (others != NULL && length > strlen(others) && strncmp(record, others, strlen(others)) == 0) {
        return true;
    }
    size_t key = find_key(records, record, length);
    if (key == records->count) {
        return problem(said, "the key %.*s is not known", (int) length, record);
    }
    if (records->value[key] != NULL && !records->fields[key].repeats) {
        return problem(said, "%s is there twice", records->fields[key].name);
    }
    uint64_t number = 0;
    if (!check_value(&records->fields[key], value, &number, said)) {
        return false;
    }
    if (records->value[key] == NULL) {
        records->value[key] = value;
        records->number[key] = number;
    }
    return true;
}

static bool complete(const struct records *records, uint64_t before, struct problem *said) {
    for (size_t i = 0; i < records->count; i++) {
        if (records->fields[i].required && records->value[i] == NULL) {
            return problem(said, "%s= is missing", records->fields[i].name);
        }
    }
    size_t end = records->count - 1;
    return records->number[end] == before
           || problem(said, "end=%s, but %llu records stand before it", records->value[end],
                      (unsigned long long) before);
}

bool records_parse(struct records *records, const char *bytes, size_t length, struct problem *said) {
    records->bytes = bytes;
    records->length = length;
    if (length > RECORDS_MAX_BYTES) {
        return problem(said, "the spec is longer than %d bytes", RECORDS_MAX_BYTES);
    }
    if (length == 0 || bytes[length - 1] != '\0') {
        return problem(said, "the spec does not end with NUL");
    }
    uint64_t count = 0;
    for (size_t at = 0; at < length; at += strlen(bytes + at) + 1) {
        if (records->value[records->count - 1] != NULL) {
            return problem(said, "%zu bytes follow the record end=", length - at);
        }
        if (!take(records, bytes + at, said)) {
            return false;
        }
        if (count == 0 && records->value[0] == NULL) {
            return problem(said, "the first record is not %s=1", records->fields[0].name);
        }
        count++;
    }
    /* The record end= does not count itself. */
    return complete(records, count - 1, said);
}

const char *records_next(const struct records *records, size_t key, const char *after) {
    const char *end = records->bytes + records->length;
    const char *at = after == NULL ? records->bytes : after + strlen(after) + 1;
    size_t length = strlen(records->fields[key].name);
    for (; at < end; at += strlen(at) + 1) {
        if (strncmp(at, records->fields[key].name, length) == 0 && at[length] == '=') {
            return at + length + 1;
        }
    }
    return NULL;
}
