#include "rotate.h"

#include "files.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char file[PATH_MAX];

static void begin(void) {
    CHECK(join_path(file, test_directory(), "log"));
}

static void put(const char *suffix, const char *text) {
    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s%s", file, suffix);
    FILE *made = fopen(path, "w");
    CHECK(made != NULL && fputs(text, made) >= 0);
    fclose(made);
}

static bool has(const char *suffix, const char *text) {
    char path[PATH_MAX + 16];
    char found[64];
    snprintf(path, sizeof path, "%s%s", file, suffix);
    ssize_t length = read_text(path, found, sizeof found);
    return text == NULL ? length < 0 : length >= 0 && strcmp(found, text) == 0;
}

TEST(each_file_makes_room_for_the_younger_one) {
    begin();
    put("", "new"), put(".1", "one"), put(".2.gz", "two"), put(".3", "three");
    CHECK(rotate(file, 4) == 0);
    CHECK(has("", NULL) && has(".1", "new") && has(".2", "one") && has(".3.gz", "two") && has(".3", NULL));
    CHECK(has(".2.gz", NULL) && has(".4", NULL));
    CHECK(rotate(file, 4) == 0 && has(".1", NULL) && has(".2", "new") && has(".3", "one") && has(".3.gz", NULL));
}

TEST(one_file_is_all_there_is) {
    begin();
    put("", "new"), put(".1", "not ours");
    CHECK(rotate(file, 1) == 0 && has("", NULL) && has(".1", "not ours"));
    CHECK(rotate(file, 1) == 0);
}

static void compress(void) {
    int status = -1;
    pid_t child = rotate_compress(file, 5);
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
}

TEST(the_youngest_full_file_is_compressed_first) {
    begin();
    put(".1", "one"), put(".2", "two"), put(".3.gz", "three");
    compress();
    CHECK(has(".1", NULL) && !has(".1.gz", NULL) && has(".2", "two"));
    compress();
    CHECK(has(".2", NULL) && !has(".2.gz", NULL) && has(".3.gz", "three"));
    CHECK(rotate_compress(file, 5) == 0);
}

TEST(what_a_killed_compressor_left_is_cleared_away) {
    begin();
    put(".1", "one"), put(".1.gz", "one"), put(".2.gz.new", "half");
    rotate_clean(file, 5);
    CHECK(has(".2.gz.new", NULL) && has(".1", "one"));
    CHECK(rotate_compress(file, 5) == 0);
    CHECK(has(".1", NULL) && has(".1.gz", "one"));
}

void rotate_tests(void) {
    RUN(each_file_makes_room_for_the_younger_one);
    RUN(one_file_is_all_there_is);
    RUN(the_youngest_full_file_is_compressed_first);
    RUN(what_a_killed_compressor_left_is_cleared_away);
}
