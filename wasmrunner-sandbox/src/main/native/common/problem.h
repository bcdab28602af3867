/* One line that says what was wrong; the first one said stays. */
#ifndef WASMRUNNER_COMMON_PROBLEM_H
#define WASMRUNNER_COMMON_PROBLEM_H

#include <stdbool.h>

struct problem {
    char text[512];
};

/* Formats the line and returns false, so that a check can be written as return problem(…). */
bool problem(struct problem *into, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
