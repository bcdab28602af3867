/* Addresses of the Internet as bytes, and which of them lead anywhere else than the Internet. */
#ifndef WASMRUNNER_LAUNCH_ADDRESS_H
#define WASMRUNNER_LAUNCH_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of the longest text of an address, with its NUL. */
#define ADDRESS_TEXT 46

struct address {
    /* 4 or 16; 0 for none. */
    uint8_t length;
    uint8_t bytes[16];
};

/* An address in numbers in its one canonical spelling; false for any other, as 127.1, 0x7f000001 and 127.0.0.01. */
bool address_parse(const char *text, struct address *into);
void address_print(const struct address *from, char into[ADDRESS_TEXT]);

bool address_equal(const struct address *a, const struct address *b);
/* Whether the first bits of both are the same. */
bool address_within(const struct address *address, const struct address *network, unsigned bits);
/* Whether all bits after the first ones are zero. */
bool address_ends_at(const struct address *network, unsigned bits);

struct special {
    const char *what;
    struct address network;
    unsigned bits;
};

/* The block it belongs to that is not the public Internet; NULL for a public address. */
const struct special *address_special(const struct address *address);

/* An IPv4 address in the clothes of an IPv6 one: to be connected to by neither name nor rule. */
bool address_mapped(const struct address *address);

#endif
