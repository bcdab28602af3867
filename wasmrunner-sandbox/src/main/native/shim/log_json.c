#include "log_json.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

void format_time(char text[TIME_BYTES], const struct timespec *time) {
    struct tm parts;
    gmtime_r(&time->tv_sec, &parts);
    size_t length = strftime(text, TIME_BYTES, "%Y-%m-%dT%H:%M:%S", &parts);
    long fraction = time->tv_nsec;
    if (fraction != 0) {
        length += (size_t) snprintf(text + length, TIME_BYTES - length, ".%09ld", fraction % 1000000000);
        while (text[length - 1] == '0') {
            length--;
        }
    }
    strcpy(text + length, "Z");
}

/* 1 for the bytes that stand for themselves. */
static const uint8_t plain[256] = {
    [0x20] = 1, [0x21] = 1, [0x23 ... 0x25] = 1, [0x27 ... 0x3b] = 1, [0x3d] = 1, [0x3f ... 0x5b] = 1,
    [0x5d ... 0x7f] = 1,
};

/* The length of the character of UTF-8 at the start; 0 when it is none (Unicode, table 3-7). */
static size_t character(const unsigned char *at, size_t there) {
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    size_t length;
    if (at[0] >= 0xc2 && at[0] <= 0xdf) {
        length = 2;
    } else if (at[0] >= 0xe0 && at[0] <= 0xef) {
        length = 3;
        low = at[0] == 0xe0 ? 0xa0 : low;
        high = at[0] == 0xed ? 0x9f : high;
    } else if (at[0] >= 0xf0 && at[0] <= 0xf4) {
        length = 4;
        low = at[0] == 0xf0 ? 0x90 : low;
        high = at[0] == 0xf4 ? 0x8f : high;
    } else {
        return 0;
    }
    if (there < length || at[1] < low || at[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if (at[i] < 0x80 || at[i] > 0xbf) {
            return 0;
        }
    }
    return length;
}

static char *put(char *to, const char *text) {
    return stpcpy(to, text);
}

static char *put_control(char *to, unsigned char c) {
    static const char digits[] = "0123456789abcdef";
    switch (c) {
        case '\\':
            return put(to, "\\\\");
        case '"':
            return put(to, "\\\"");
        case '\n':
            return put(to, "\\n");
        case '\r':
            return put(to, "\\r");
        default:
            to = put(to, "\\u00");
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
            return to;
    }
}

static char *put_character(char *to, const unsigned char *at, size_t length) {
    if (length == 0) {
        return put(to, "\\ufffd");
    }
    if (length == 3 && at[0] == 0xe2 && at[1] == 0x80 && (at[2] & 0xfe) == 0xa8) {
        return put(to, at[2] == 0xa8 ? "\\u2028" : "\\u2029");
    }
    memcpy(to, at, length);
    return to + length;
}

static char *put_escaped(char *to, const char *bytes, size_t count) {
    const unsigned char *at = (const unsigned char *) bytes;
    const unsigned char *end = at + count;
    while (at < end) {
        const unsigned char *run = at;
        while (at < end && plain[*at]) {
            at++;
        }
        memcpy(to, run, (size_t) (at - run));
        to += at - run;
        if (at == end) {
            break;
        }
        if (*at < 0x80) {
            to = put_control(to, *at++);
        } else {
            size_t length = character(at, (size_t) (end - at));
            to = put_character(to, at, length);
            at += length == 0 ? 1 : length;
        }
    }
    return to;
}

size_t json_line(char to[JSON_MAX_BYTES], const struct line *line, const char *stream, const char *time) {
    char *at = put(to, "{\"log\":\"");
    at = put_escaped(at, line->bytes, line->length);
    at = put(at, line->whole ? "\\n\",\"stream\":\"" : "\",\"stream\":\"");
    at = put(at, stream);
    at = put(at, "\",\"time\":\"");
    at = put(at, time);
    at = put(at, "\"}\n");
    return (size_t) (at - to);
}
