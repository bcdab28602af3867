/* A stream of bytes as lines, the long ones in pieces. */
#ifndef WASMRUNNER_SHIM_LINES_H
#define WASMRUNNER_SHIM_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a piece, as Docker cuts them. */
#define LINE_MAX_BYTES (16 * 1024)

struct lines {
    size_t used;
    char part[LINE_MAX_BYTES];
    /* The beginning of a character, cut off the last piece. */
    size_t held;
    char held_bytes[3];
};

/* A line without its newline, or a piece of one. */
struct line {
    const char *bytes;
    size_t length;
    /* A newline came behind it. */
    bool whole;
};

/*
 * The next line of the bytes from *at to end, which it moves; what is left without an end is kept for the next time, and false
 * returned. A line is valid until the next call.
 */
bool lines_next(struct lines *lines, const char **at, const char *end, struct line *line);

/* What is left without an end, when nothing more will come; false when there is nothing. */
bool lines_rest(struct lines *lines, struct line *line);

#endif
