/* Small files of the kernel's, read and written whole. */
#ifndef WASMRUNNER_COMMON_FILES_H
#define WASMRUNNER_COMMON_FILES_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* directory/name, with one slash between them; false when that does not fit. */
bool join_path(char path[PATH_MAX], const char *directory, const char *name);

/* Reads up to size - 1 bytes and a NUL; the length, or a negative errno. */
ssize_t read_text(const char *path, char *text, size_t size);

/* Writes in one call, as the kernel's files want it; 0 or a negative errno. */
int write_text(const char *directory, const char *name, const char *text, bool make);

#endif
