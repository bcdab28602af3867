/* Docker's json-file format: an object a line. */
#ifndef WASMRUNNER_SHIM_LOG_JSON_H
#define WASMRUNNER_SHIM_LOG_JSON_H

#include "lines.h"

#include <time.h>

/* RFC 3339 with up to nine digits behind the point, and a NUL. */
#define TIME_BYTES 40
/* What one line of LINE_MAX_BYTES can become. */
#define JSON_MAX_BYTES (6 * LINE_MAX_BYTES + 128)

/* As Go's time.RFC3339Nano has it: in UTC, without zeros at the end. */
void format_time(char text[TIME_BYTES], const struct timespec *time);

/* Writes the object and a newline; the length. */
size_t json_line(char to[JSON_MAX_BYTES], const struct line *line, const char *stream, const char *time);

#endif
