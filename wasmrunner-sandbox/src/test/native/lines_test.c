#include "lines.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

static struct lines lines;
static char taken[256 * 1024];
static size_t taken_used;
static size_t pieces;
static size_t longest;

static void begin(void) {
    memset(&lines, 0, sizeof lines);
    taken_used = pieces = longest = 0;
}

static void take(const struct line *line) {
    memcpy(taken + taken_used, line->bytes, line->length);
    taken_used += line->length;
    if (line->whole) {
        taken[taken_used++] = '\n';
    }
    pieces++;
    longest = line->length > longest ? line->length : longest;
}

static void feed(const char *bytes, size_t count) {
    /* Of its exact size, so that a read past it is seen. */
    char *copy = malloc(count == 0 ? 1 : count);
    memcpy(copy, bytes, count);
    const char *at = copy;
    struct line line;
    while (at < copy + count) {
        if (lines_next(&lines, &at, copy + count, &line)) {
            take(&line);
        }
    }
    free(copy);
}

static void end(void) {
    struct line line;
    if (lines_rest(&lines, &line)) {
        take(&line);
    }
}

TEST(lines_come_as_they_are_however_they_are_cut) {
    static const char text[] = "one\n\ntwo three\nunfinished";
    for (size_t size = 1; size <= sizeof text; size++) {
        begin();
        for (size_t at = 0; at < sizeof text - 1; at += size) {
            feed(text + at, sizeof text - 1 - at < size ? sizeof text - 1 - at : size);
        }
        CHECK(pieces == 3);
        end();
        CHECK(pieces == 4 && taken_used == sizeof text - 1 && memcmp(taken, text, taken_used) == 0);
    }
}

TEST(a_long_line_comes_in_pieces) {
    static char text[3 * LINE_MAX_BYTES + 2];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\n';
    for (size_t size = 1; size < sizeof text; size = size * 5 + 1) {
        begin();
        for (size_t at = 0; at < sizeof text; at += size) {
            feed(text + at, sizeof text - at < size ? sizeof text - at : size);
        }
        CHECK(pieces == 4 && longest == LINE_MAX_BYTES);
        CHECK(taken_used == sizeof text && memcmp(taken, text, taken_used) == 0);
    }
}

TEST(a_line_that_just_fits_is_whole) {
    static char text[LINE_MAX_BYTES + 1];
    memset(text, 'x', sizeof text);
    text[LINE_MAX_BYTES] = '\n';
    begin();
    feed(text, sizeof text);
    CHECK(pieces == 1 && taken_used == sizeof text);
    begin();
    feed(text, LINE_MAX_BYTES);
    CHECK(pieces == 0);
    feed(text + LINE_MAX_BYTES, 1);
    CHECK(pieces == 1 && taken_used == sizeof text);
}

TEST(no_character_is_cut) {
    static const char *const characters[] = {"\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < 3; i++) {
        size_t width = strlen(characters[i]);
        for (size_t before = LINE_MAX_BYTES - 4; before <= LINE_MAX_BYTES; before++) {
            static char text[2 * LINE_MAX_BYTES];
            memset(text, 'x', sizeof text);
            memcpy(text + before, characters[i], width);
            begin();
            feed(text, before + 1);
            feed(text + before + 1, LINE_MAX_BYTES / 2);
            size_t first = before >= LINE_MAX_BYTES || before + width > LINE_MAX_BYTES ? before : LINE_MAX_BYTES;
            first = first > LINE_MAX_BYTES ? LINE_MAX_BYTES : first;
            CHECK(pieces == 1 && taken_used == first);
            end();
            CHECK(taken_used == before + 1 + LINE_MAX_BYTES / 2 && memcmp(taken, text, taken_used) == 0);
        }
    }
}

TEST(random_bytes_are_lines_too) {
    srand(11);
    for (int round = 0; round < 200; round++) {
        static char text[100000];
        size_t length = (size_t) (rand() % (int) sizeof text);
        for (size_t i = 0; i < length; i++) {
            text[i] = (char) (rand() % 3000 == 0 ? '\n' : rand());
        }
        begin();
        for (size_t at = 0; at < length;) {
            size_t size = (size_t) (rand() % 40000) + 1;
            size = length - at < size ? length - at : size;
            feed(text + at, size);
            at += size;
        }
        end();
        CHECK(taken_used == length && memcmp(taken, text, length) == 0 && longest <= LINE_MAX_BYTES);
    }
}

void lines_tests(void) {
    RUN(lines_come_as_they_are_however_they_are_cut);
    RUN(a_long_line_comes_in_pieces);
    RUN(a_line_that_just_fits_is_whole);
    RUN(no_character_is_cut);
    RUN(random_bytes_are_lines_too);
}
