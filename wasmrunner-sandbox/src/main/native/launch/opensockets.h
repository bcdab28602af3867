/* The sockets that were passed on, and which of them are still open somewhere: the kernel's own word, not the worker's. */
#ifndef WASMRUNNER_LAUNCH_OPENSOCKETS_H
#define WASMRUNNER_LAUNCH_OPENSOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPEN_MAX_SOCKETS 65536

struct open_sockets {
    /* How many may be open at once; 0 for any number. */
    uint64_t limit;
    size_t count;
    /* The kernel's tables of IPv4 and IPv6 connections, -1 where there is none. */
    int tables[2];
    uint64_t inodes[OPEN_MAX_SOCKETS];
};

/* Opens the kernel's tables, for as long as the process may. */
void open_tables(struct open_sockets *open);

/* Whether one more may be made; looks which are gone when the limit is reached. */
bool open_has_room(struct open_sockets *open);

void open_add(struct open_sockets *open, int socket);

#endif
