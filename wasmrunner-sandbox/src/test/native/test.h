/* A test is a function that calls check; its name is a sentence. */
#ifndef WASMRUNNER_TEST_H
#define WASMRUNNER_TEST_H

#include <stdbool.h>

#define TEST(name) static void name(void)
#define RUN(name) run(#name, name)
#define CHECK(condition) check_that(condition, #condition, __FILE__, __LINE__)

void run(const char *name, void (*test)(void));
void check_that(bool holds, const char *what, const char *file, int line);
/* A new directory; valid until the next call. */
const char *test_directory(void);

void spec_tests(void);
void mechanism_tests(void);
void record_tests(void);
void filter_tests(void);
void cgroup_tests(void);
void rules_tests(void);
void gate_tests(void);
void config_tests(void);
void request_tests(void);
void lines_tests(void);
void log_json_tests(void);
void rotate_tests(void);
void gzip_tests(void);
void log_tests(void);

#endif
