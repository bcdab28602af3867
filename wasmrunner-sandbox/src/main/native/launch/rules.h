/* What the guest may reach: the rules of the spec, parsed. */
#ifndef WASMRUNNER_LAUNCH_RULES_H
#define WASMRUNNER_LAUNCH_RULES_H

#include "address.h"
#include "problem.h"

#define RULES_MAX 256
/* Of the longest name, with its NUL. */
#define NAME_MAX_BYTES 254

/* The ports of a rule, when it is not one port. */
enum { PORTS_OF_THE_WEB = 0, PORTS_ALL = 65536 };

struct host_rule {
    char name[NAME_MAX_BYTES];
    /* The name stands for all that end with it and a dot before it, and not for itself. */
    bool beneath;
    /* With a length when the rule is an address, not a name. */
    struct address address;
    uint32_t port;
};

struct network_rule {
    struct address network;
    unsigned bits;
    uint32_t port;
};

/* What a name is said to resolve to, instead of asking for it. */
struct pinned_name {
    char name[NAME_MAX_BYTES];
    struct address address;
};

struct rules {
    struct host_rule hosts[RULES_MAX];
    struct network_rule networks[RULES_MAX];
    struct pinned_name pinned[RULES_MAX];
    size_t host_count;
    size_t network_count;
    size_t pinned_count;
};

/*
 * A plain host name of letters, digits and hyphens, in lower case in into; false for all else: a trailing dot, a last
 * label that could be a number, anything of another alphabet (those are given as xn--…).
 */
bool name_parse(const char *text, size_t length, char into[NAME_MAX_BYTES]);

/* host[:port], host:*, *.host, an address, an IPv6 one in brackets. */
bool host_rule_parse(const char *text, struct host_rule *into);
/* network/bits[:port]; no bit may be set behind the first ones. */
bool network_rule_parse(const char *text, struct network_rule *into);
/* name=address. */
bool pinned_name_parse(const char *text, struct pinned_name *into);

/* Whether some rule has the name, on any port when port is 0. */
bool rules_have_name(const struct rules *rules, const char *name, uint32_t port);

/*
 * Whether a rule names this very address, on any port when port is 0. One that is special is in a network only when that
 * lies within its block: who allows the whole Internet does not thereby allow this host or its neighbours.
 */
bool rules_have_address(const struct rules *rules, const struct address *address, uint32_t port);

#endif
