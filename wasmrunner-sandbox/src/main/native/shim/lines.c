#include "lines.h"

#include <string.h>

/* How many bytes at the end begin a character of UTF-8 that goes on behind them. */
static size_t unfinished_character(const char *bytes, size_t length) {
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char c = (unsigned char) bytes[length - back];
        if (c >= 0xc0) {
            size_t needed = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
            return needed > back ? back : 0;
        }
        if (c < 0x80) {
            return 0;
        }
    }
    return 0;
}

static bool cut(struct lines *lines, struct line *line) {
    lines->held = unfinished_character(lines->part, LINE_MAX_BYTES);
    *line = (struct line){.bytes = lines->part, .length = LINE_MAX_BYTES - lines->held, .whole = false};
    memcpy(lines->held_bytes, lines->part + line->length, lines->held);
    lines->used = 0;
    return true;
}

static void take_held(struct lines *lines) {
    if (lines->held > 0) {
        memcpy(lines->part, lines->held_bytes, lines->held);
        lines->used = lines->held;
        lines->held = 0;
    }
}

bool lines_next(struct lines *lines, const char **at, const char *end, struct line *line) {
    take_held(lines);
    size_t there = (size_t) (end - *at);
    size_t room = LINE_MAX_BYTES - lines->used;
    const char *newline = memchr(*at, '\n', there <= room ? there : room + 1);
    size_t length = newline != NULL ? (size_t) (newline - *at) : there < room ? there : room;
    if (newline != NULL && lines->used == 0) {
        *line = (struct line){.bytes = *at, .length = length, .whole = true};
        *at = newline + 1;
        return true;
    }
    memcpy(lines->part + lines->used, *at, length);
    lines->used += length;
    *at += length;
    if (newline != NULL) {
        *line = (struct line){.bytes = lines->part, .length = lines->used, .whole = true};
        lines->used = 0;
        (*at)++;
        return true;
    }
    /* Whether a newline follows a full piece is known only when something does. */
    return lines->used == LINE_MAX_BYTES && *at < end && cut(lines, line);
}

bool lines_rest(struct lines *lines, struct line *line) {
    take_held(lines);
    *line = (struct line){.bytes = lines->part, .length = lines->used, .whole = false};
    lines->used = 0;
    return line->length > 0;
}
