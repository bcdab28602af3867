#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int tests;
static int failures;
static bool failed;
static const char *directory;

void run(const char *name, void (*test)(void)) {
    failed = false;
    tests++;
    test();
    failures += failed ? 1 : 0;
    printf("%s %s\n", failed ? "FAILED" : "ok    ", name);
}

void check_that(bool holds, const char *what, const char *file, int line) {
    if (!holds) {
        failed = true;
        printf("%s:%d: does not hold: %s\n", file, line, what);
    }
}

const char *test_directory(void) {
    static char path[4096];
    static int directories;
    snprintf(path, sizeof path, "%s/%d", directory, directories++);
    if (mkdir(path, 0700) != 0) {
        perror(path);
        exit(2);
    }
    return path;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("usage: native-tests <an empty directory>\n", stderr);
        return 2;
    }
    directory = argv[1];
    mechanism_tests();
    spec_tests();
    filter_tests();
    cgroup_tests();
    record_tests();
    rules_tests();
    gate_tests();
    config_tests();
    request_tests();
    lines_tests();
    log_json_tests();
    rotate_tests();
    gzip_tests();
    log_tests();
    printf("%d tests, %d failed\n", tests, failures);
    return failures == 0 ? 0 : 1;
}
