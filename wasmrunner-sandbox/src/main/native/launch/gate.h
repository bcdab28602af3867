/*
 * The gate: a process outside of the sandbox that makes the worker's connections for it, and only those that the rules
 * allow. One packet is a request, one packet its answer; a socket comes along with an answer.
 *
 *   'r' family name…         resolve: family is 0, 4 or 6
 *   'c' port port address…   connect: the port's high byte first, the address of 4 or 16 bytes
 *
 *   GATE_DONE                resolve: count, then length and bytes of each address; connect: the socket, still connecting
 *   GATE_REFUSED why…        no rule allows it
 *   GATE_FAILED errno        the low byte first
 */
#ifndef WASMRUNNER_LAUNCH_GATE_H
#define WASMRUNNER_LAUNCH_GATE_H

#include "opensockets.h"
#include "rules.h"
#include "spec.h"

#include <sys/types.h>

#define GATE_PACKET 512
#define GATE_ADDRESSES 16
#define GATE_PINS 256
/* How long an address may be connected to for the sake of the name it was resolved from. */
#define GATE_PIN_MS 300000

enum { GATE_DONE, GATE_REFUSED, GATE_FAILED };

struct pin {
    struct address address;
    char name[NAME_MAX_BYTES];
    uint64_t until_ms;
};

/* The addresses of a name; how many, or a negative errno. */
typedef int gate_resolve(const char *name, uint8_t family, struct address found[GATE_ADDRESSES]);
/* A socket that connects without waiting, or a negative errno. */
typedef int gate_connect(const struct address *address, uint16_t port);
typedef uint64_t gate_clock(void);

struct gate {
    struct rules rules;
    struct open_sockets open;
    struct pin pins[GATE_PINS];
    size_t next_pin;
    gate_resolve *resolve;
    gate_connect *connect;
    gate_clock *clock;
};

/* Fills rules from a spec that was checked. */
void gate_read(struct gate *gate, const struct spec *spec);

/* The length of the answer; socket is -1, or one to be passed and then closed. */
size_t gate_answer(struct gate *gate, const uint8_t *request, size_t length, uint8_t answer[GATE_PACKET], int *socket);

/* Those of the real world. */
gate_resolve resolve_name;
gate_connect connect_address;

#endif
