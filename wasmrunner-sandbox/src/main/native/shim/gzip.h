/* Compresses (RFC 1951 and 1952), quickly rather than well: what a log repeats is found, its letters are not counted. */
#ifndef WASMRUNNER_SHIM_GZIP_H
#define WASMRUNNER_SHIM_GZIP_H

/* All of one descriptor to another; 0 or a negative errno. */
int gzip(int from, int to);

#endif
