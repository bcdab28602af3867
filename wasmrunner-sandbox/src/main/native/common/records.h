/* Records key=value, each ended by NUL: how the programs are told what to do. Trusted, and still checked byte by byte. */
#ifndef WASMRUNNER_COMMON_RECORDS_H
#define WASMRUNNER_COMMON_RECORDS_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORDS_MAX_BYTES (1024 * 1024)
#define RECORDS_MAX_KEY 64
#define RECORDS_MAX_VALUE 131072

enum kind { TEXT, PATH, HEX, NUMBER, CHOICE, CLASS };

/* One key: what its value may be. */
struct field {
    const char *name;
    enum kind kind;
    bool required;
    bool repeats;
    /* Of a number; for HEX, of the count of its digits. */
    uint64_t min, max;
    const char *choices[9];
};

struct records {
    /* The first key is the kind of records with its version, the last is end=, which counts those before it. */
    const struct field *fields;
    size_t count;
    /* Keys that start with it are somebody else's; NULL: there are none. */
    const char *others;
    const char *bytes;
    size_t length;
    /* count of each: the first value, NULL when it is not there; as a number or as the index of a choice, else 0. */
    const char **value;
    uint64_t *number;
};

/*
 * Reads until the record end= is whole: the length up to there, and in received with what came behind it; 0 with the problem
 * said when that never comes.
 */
size_t records_receive(int descriptor, char buffer[RECORDS_MAX_BYTES], size_t *received, struct problem *problem);

/* Checks everything that can be checked without the file system. The values keep pointing into bytes. */
bool records_parse(struct records *records, const char *bytes, size_t length, struct problem *problem);

/* The value of the next record with that key after the value given (NULL: the first); NULL when there is no more. */
const char *records_next(const struct records *records, size_t key, const char *after);

/* A decimal number as it is usually written; false for anything else. */
bool records_number(const char *text, uint64_t *number);

#endif
