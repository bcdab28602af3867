#include "log_json.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char written[JSON_MAX_BYTES];

/* What becomes of a line, without what stands around it. */
static const char *escaped(const char *bytes, size_t length) {
    /* Of its exact size, so that a read past it is seen. */
    char *copy = malloc(length == 0 ? 1 : length);
    memcpy(copy, bytes, length);
    struct line line = {.bytes = copy, .length = length, .whole = false};
    size_t count = json_line(written, &line, "stdout", "T");
    written[count] = '\0';
    free(copy);
    CHECK(count > 36 && strncmp(written, "{\"log\":\"", 8) == 0);
    char *end = strstr(written, "\",\"stream\":\"stdout\",\"time\":\"T\"}\n");
    CHECK(end != NULL && strlen(end) == 32);
    if (end != NULL) {
        *end = '\0';
    }
    return written + 8;
}

#define BECOMES(from, to) CHECK(strcmp(escaped(from, sizeof(from) - 1), to) == 0)

TEST(what_stands_for_itself_is_kept) {
    BECOMES("", "");
    BECOMES("a line, as it's usual: 100% [x] {y} ~\x7f", "a line, as it's usual: 100% [x] {y} ~\x7f");
    BECOMES("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80 \xed\x9f\xbf \xee\x80\x80 \xf4\x8f\xbf\xbf",
            "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80 \xed\x9f\xbf \xee\x80\x80 \xf4\x8f\xbf\xbf");
}

TEST(what_json_or_a_page_could_misread_is_escaped) {
    BECOMES("\"\\", "\\\"\\\\");
    BECOMES("<&>", "\\u003c\\u0026\\u003e");
    BECOMES("a\rb\tc\x01\x1b[0m", "a\\rb\\u0009c\\u0001\\u001b[0m");
    BECOMES("\0", "\\u0000");
    BECOMES("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa", "\\u2028\\u2029\xe2\x80\xaa");
}

TEST(what_is_not_utf_8_is_replaced_byte_by_byte) {
    BECOMES("\x80", "\\ufffd");
    BECOMES("a\xff\xfe", "a\\ufffd\\ufffd");
    BECOMES("\xc3", "\\ufffd");
    BECOMES("\xe2\x82", "\\ufffd\\ufffd");
    BECOMES("\xe2\x82x", "\\ufffd\\ufffdx");
    /* Longer than it has to be, a surrogate, and more than there is. */
    BECOMES("\xc0\xaf", "\\ufffd\\ufffd");
    BECOMES("\xe0\x80\x80", "\\ufffd\\ufffd\\ufffd");
    BECOMES("\xed\xa0\x80", "\\ufffd\\ufffd\\ufffd");
    BECOMES("\xf4\x90\x80\x80", "\\ufffd\\ufffd\\ufffd\\ufffd");
}

TEST(the_longest_line_fits) {
    static char bytes[LINE_MAX_BYTES];
    struct line line = {.bytes = bytes, .length = sizeof bytes, .whole = true};
    char *exact = malloc(JSON_MAX_BYTES);
    size_t count = json_line(exact, &line, "stderr", "2026-11-21T03:04:05.123456789Z");
    CHECK(count > 6 * sizeof bytes && count <= JSON_MAX_BYTES);
    CHECK(strncmp(exact + count - 75, "\\n\",\"stream\":\"stderr\",\"time\":\"", 29) == 0 || strstr(exact, "u0000\\n\"") != NULL);
    free(exact);
}

TEST(times_have_no_zeros_at_their_end) {
    char text[TIME_BYTES];
    format_time(text, &(struct timespec){.tv_sec = 1795230245, .tv_nsec = 123456789});
    CHECK(strcmp(text, "2026-11-21T03:04:05.123456789Z") == 0);
    format_time(text, &(struct timespec){.tv_sec = 1795230245, .tv_nsec = 20300});
    CHECK(strcmp(text, "2026-11-21T03:04:05.0000203Z") == 0);
    format_time(text, &(struct timespec){.tv_sec = 1795230245, .tv_nsec = 0});
    CHECK(strcmp(text, "2026-11-21T03:04:05Z") == 0);
}

void log_json_tests(void) {
    RUN(what_stands_for_itself_is_kept);
    RUN(what_json_or_a_page_could_misread_is_escaped);
    RUN(what_is_not_utf_8_is_replaced_byte_by_byte);
    RUN(the_longest_line_fits);
    RUN(times_have_no_zeros_at_their_end);
}
