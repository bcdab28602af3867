/* The files of a log that are full: file.1 is the youngest. */
#ifndef WASMRUNNER_SHIM_ROTATE_H
#define WASMRUNNER_SHIM_ROTATE_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Makes the file file.1, file.1 file.2 and so on, compressed or not, so that count files are left with the one that is made
 * next; 0 or a negative errno, after which the file is still the one to write to.
 */
int rotate(const char *file, unsigned count);

/* The child that compresses the youngest full file that is not; 0 when all are, or a negative errno. */
pid_t rotate_compress(const char *file, unsigned count);

/* Removes what such a child left that was killed. */
void rotate_clean(const char *file, unsigned count);

#endif
