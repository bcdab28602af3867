/* One line of a client's: what it wants. */
#ifndef WASMRUNNER_SHIM_REQUEST_H
#define WASMRUNNER_SHIM_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REQUEST_MAX_BYTES 256
#define REQUEST_MAX_MS INT32_MAX

enum verb { STATE, SIGNAL, STOP, PAUSE, RESUME, WAIT_NEXT, WAIT_END, COUNTERS, RESTART, ATTACH, SETTLE, SETTLED, WATCH };

struct request {
    enum verb verb;
    int signal;
    uint64_t milliseconds;
    /* Of settled: whether the run is to be followed by another, or else the exit code. */
    bool restart;
    uint64_t code;
    /* Of stop: the client writes down itself what became of the run. */
    bool mine;
    bool input;
    bool output;
    /* Of attach: the client settles the runs that end. */
    bool settle;
};

/* The line is length bytes without its newline; false when it is no request. */
bool request_parse(struct request *request, const char *line, size_t length);

#endif
