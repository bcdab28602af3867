#include "rules.h"

#include <string.h>

static bool parse_decimal(const char *text, size_t length, uint32_t most, uint32_t *into) {
    uint32_t number = 0;
    if (length == 0 || length > 5 || (text[0] == '0' && length > 1)) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        number = number * 10 + (uint32_t) (text[i] - '0');
    }
    *into = number;
    return number <= most;
}

/* What follows an address or name: nothing, :port or :*. */
static bool parse_port(const char *text, uint32_t *into) {
    if (text[0] == '\0') {
        *into = PORTS_OF_THE_WEB;
        return true;
    }
    if (text[0] != ':') {
        return false;
    }
    if (strcmp(text, ":*") == 0) {
        *into = PORTS_ALL;
        return true;
    }
    return parse_decimal(text + 1, strlen(text + 1), 65535, into) && *into != 0;
}

static bool has_port(uint32_t rule, uint32_t port) {
    return rule == PORTS_ALL || port == 0 || (rule == PORTS_OF_THE_WEB ? port == 80 || port == 443 : rule == port);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Resolvers take such for an address in numbers, in one of many spellings. */
static bool ends_in_number(const char *name) {
    const char *dot = strrchr(name, '.');
    const char *last = dot == NULL ? name : dot + 1;
    if (last[0] == '0' && last[1] == 'x') {
        return true;
    }
    for (const char *at = last; *at != '\0'; at++) {
        if (!is_digit(*at)) {
            return false;
        }
    }
    return true;
}

bool name_parse(const char *text, size_t length, char into[NAME_MAX_BYTES]) {
    if (length == 0 || length >= NAME_MAX_BYTES) {
        return false;
    }
    size_t label = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z') {
            c = (char) (c - 'A' + 'a');
        }
        bool plain = (c >= 'a' && c <= 'z') || is_digit(c);
        bool last = i + 1 == length || text[i + 1] == '.';
        if (c == '.') {
            if (label == 0) {
                return false;
            }
            label = 0;
        } else if (!plain && !(c == '-' && label > 0 && !last)) {
            return false;
        } else if (++label > 63) {
            return false;
        }
        into[i] = c;
    }
    into[length] = '\0';
    return label > 0 && !ends_in_number(into);
}

/* The text of an address that ends at length, brackets off. */
static bool parse_address(const char *text, size_t length, struct address *into) {
    char copy[ADDRESS_TEXT];
    if (length >= sizeof copy || memchr(text, '\0', length) != NULL) {
        return false;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    return address_parse(copy, into) && !address_mapped(into);
}

bool host_rule_parse(const char *text, struct host_rule *into) {
    memset(into, 0, sizeof *into);
    if (text[0] == '[') {
        const char *close = strchr(text, ']');
        return close != NULL && parse_address(text + 1, (size_t) (close - text - 1), &into->address)
               && into->address.length == 16 && parse_port(close + 1, &into->port);
    }
    size_t length = strcspn(text, ":");
    if (!parse_port(text + length, &into->port)) {
        return false;
    }
    if (parse_address(text, length, &into->address)) {
        return true;
    }
    into->beneath = strncmp(text, "*.", 2) == 0;
    size_t skipped = into->beneath ? 2 : 0;
    return name_parse(text + skipped, length - skipped, into->name);
}

bool network_rule_parse(const char *text, struct network_rule *into) {
    memset(into, 0, sizeof *into);
    const char *slash = strchr(text, '/');
    if (slash == NULL || !parse_address(text, (size_t) (slash - text), &into->network)) {
        return false;
    }
    size_t digits = strcspn(slash + 1, ":");
    uint32_t bits = 0;
    bool good = parse_decimal(slash + 1, digits, 8U * into->network.length, &bits)
                && parse_port(slash + 1 + digits, &into->port);
    into->bits = bits;
    return good && address_ends_at(&into->network, bits);
}

bool pinned_name_parse(const char *text, struct pinned_name *into) {
    memset(into, 0, sizeof *into);
    size_t length = strcspn(text, "=");
    return text[length] == '=' && name_parse(text, length, into->name)
           && parse_address(text + length + 1, strlen(text + length + 1), &into->address);
}

static bool matches(const struct host_rule *rule, const char *name) {
    if (rule->address.length != 0) {
        return false;
    }
    if (!rule->beneath) {
        return strcmp(rule->name, name) == 0;
    }
    size_t mine = strlen(rule->name);
    size_t theirs = strlen(name);
    return theirs > mine + 1 && name[theirs - mine - 1] == '.' && strcmp(name + theirs - mine, rule->name) == 0;
}

bool rules_have_name(const struct rules *rules, const char *name, uint32_t port) {
    for (size_t i = 0; i < rules->host_count; i++) {
        if (matches(&rules->hosts[i], name) && has_port(rules->hosts[i].port, port)) {
            return true;
        }
    }
    return false;
}

bool rules_have_address(const struct rules *rules, const struct address *address, uint32_t port) {
    if (address_mapped(address)) {
        return false;
    }
    for (size_t i = 0; i < rules->host_count; i++) {
        const struct host_rule *rule = &rules->hosts[i];
        if (rule->address.length != 0 && address_equal(&rule->address, address) && has_port(rule->port, port)) {
            return true;
        }
    }
    const struct special *special = address_special(address);
    for (size_t i = 0; i < rules->network_count; i++) {
        const struct network_rule *rule = &rules->networks[i];
        if (address_within(address, &rule->network, rule->bits) && has_port(rule->port, port)
            && (special == NULL
                || (rule->bits >= special->bits && address_within(&rule->network, &special->network, special->bits)))) {
            return true;
        }
    }
    return false;
}
