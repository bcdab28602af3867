#include "address.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

#define V4(a, b, c, d) {.length = 4, .bytes = {a, b, c, d}}
#define V6(...) {.length = 16, .bytes = {__VA_ARGS__}}

/* IANA's registries of special-purpose addresses, and the blocks that lead to IPv4 by another way. */
static const struct special specials[] = {
    {"an unspecified address", V4(0, 0, 0, 0), 8},
    {"a private address", V4(10, 0, 0, 0), 8},
    {"a carrier's address", V4(100, 64, 0, 0), 10},
    {"a loopback address", V4(127, 0, 0, 0), 8},
    {"a link-local address", V4(169, 254, 0, 0), 16},
    {"a private address", V4(172, 16, 0, 0), 12},
    {"a reserved address", V4(192, 0, 0, 0), 24},
    {"a documentation address", V4(192, 0, 2, 0), 24},
    {"a relay's address", V4(192, 88, 99, 0), 24},
    {"a private address", V4(192, 168, 0, 0), 16},
    {"a benchmarking address", V4(198, 18, 0, 0), 15},
    {"a documentation address", V4(198, 51, 100, 0), 24},
    {"a documentation address", V4(203, 0, 113, 0), 24},
    {"a multicast address", V4(224, 0, 0, 0), 4},
    {"a reserved address", V4(240, 0, 0, 0), 4},
    {"an unspecified address", V6(0), 128},
    {"a loopback address", V6(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 128},
    {"an IPv4 address as IPv6", V6(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff), 96},
    {"a NAT64 address", V6(0, 0x64, 0xff, 0x9b), 96},
    {"a NAT64 address", V6(0, 0x64, 0xff, 0x9b, 0, 1), 48},
    {"a protocol's address", V6(0x20, 0x01), 23},
    {"a documentation address", V6(0x20, 0x01, 0x0d, 0xb8), 32},
    {"a 6to4 address", V6(0x20, 0x02), 16},
    {"a documentation address", V6(0x3f, 0xff), 20},
    {"a private address", V6(0xfc), 7},
    {"a link-local address", V6(0xfe, 0x80), 10},
    {"a site's address", V6(0xfe, 0xc0), 10},
    {"a multicast address", V6(0xff), 8},
};

/* Of IPv6 this alone is given to the public; what is outside and in no block above is for nobody yet. */
static const struct special global_v6 = {"", V6(0x20), 3};
static const struct special unassigned = {"an unassigned address", V6(0), 0};

bool address_parse(const char *text, struct address *into) {
    struct address read = {.length = 0};
    char again[ADDRESS_TEXT];
    if (inet_pton(AF_INET, text, read.bytes) == 1) {
        read.length = 4;
    } else if (inet_pton(AF_INET6, text, read.bytes) == 1) {
        read.length = 16;
    } else {
        return false;
    }
    address_print(&read, again);
    if (strcmp(again, text) != 0) {
        return false;
    }
    *into = read;
    return true;
}

void address_print(const struct address *from, char into[ADDRESS_TEXT]) {
    if (inet_ntop(from->length == 4 ? AF_INET : AF_INET6, from->bytes, into, ADDRESS_TEXT) == NULL) {
        into[0] = '\0';
    }
}

bool address_equal(const struct address *a, const struct address *b) {
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

bool address_within(const struct address *address, const struct address *network, unsigned bits) {
    if (address->length != network->length || bits > 8U * network->length) {
        return false;
    }
    unsigned whole = bits / 8;
    unsigned rest = bits % 8;
    if (memcmp(address->bytes, network->bytes, whole) != 0) {
        return false;
    }
    return rest == 0 || ((address->bytes[whole] ^ network->bytes[whole]) >> (8 - rest)) == 0;
}

bool address_ends_at(const struct address *network, unsigned bits) {
    for (unsigned bit = bits; bit < 8U * network->length; bit++) {
        if ((network->bytes[bit / 8] & (0x80U >> (bit % 8))) != 0) {
            return false;
        }
    }
    return true;
}

const struct special *address_special(const struct address *address) {
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
        if (address_within(address, &specials[i].network, specials[i].bits)) {
            return &specials[i];
        }
    }
    return address->length == 4 || address_within(address, &global_v6.network, global_v6.bits) ? NULL : &unassigned;
}

bool address_mapped(const struct address *address) {
    static const uint8_t prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return address->length == 16 && memcmp(address->bytes, prefix, sizeof prefix) == 0;
}
