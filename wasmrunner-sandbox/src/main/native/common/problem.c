#include "problem.h"

#include <stdarg.h>
#include <stdio.h>

bool problem(struct problem *into, const char *format, ...) {
    if (into->text[0] == '\0') {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(into->text, sizeof into->text, format, arguments);
        va_end(arguments);
    }
    return false;
}
