/* Closes descriptors by their numbers. */
#ifndef WASMRUNNER_COMMON_CLOSING_H
#define WASMRUNNER_COMMON_CLOSING_H

/* All from first to last, both included. */
void close_from_to(unsigned first, unsigned last);

#endif
