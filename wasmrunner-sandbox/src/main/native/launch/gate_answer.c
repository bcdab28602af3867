/* What is asked of the gate, and what it says. */
#include "gate.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct asked {
    struct gate *gate;
    uint8_t *answer;
};

static size_t refused(const struct asked *asked, const char *format, ...) __attribute__((format(printf, 2, 3)));

static size_t refused(const struct asked *asked, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf((char *) asked->answer + 1, GATE_PACKET - 1, format, arguments);
    va_end(arguments);
    asked->answer[0] = GATE_REFUSED;
    return 1 + (length < 0 ? 0 : length >= GATE_PACKET - 1 ? GATE_PACKET - 2 : (size_t) length);
}

static size_t failed(const struct asked *asked, int error) {
    asked->answer[0] = GATE_FAILED;
    asked->answer[1] = (uint8_t) error;
    asked->answer[2] = (uint8_t) (error >> 8);
    return 3;
}

/* What the guest wrote, for a message. */
static void printable(const uint8_t *from, size_t length, char into[64]) {
    size_t count = length < 60 ? length : 60;
    for (size_t i = 0; i < count; i++) {
        into[i] = from[i] > ' ' && from[i] < 0x7f ? (char) from[i] : '?';
    }
    strcpy(into + count, length > count ? "..." : "");
}

static void pin(struct gate *gate, const struct address *address, const char *name) {
    struct pin *free = &gate->pins[gate->next_pin % GATE_PINS];
    for (size_t i = 0; i < GATE_PINS; i++) {
        /* The same again lives longer, and takes no other's place. */
        if (address_equal(&gate->pins[i].address, address) && strcmp(gate->pins[i].name, name) == 0) {
            free = &gate->pins[i];
        }
    }
    if (free == &gate->pins[gate->next_pin % GATE_PINS]) {
        gate->next_pin++;
    }
    free->address = *address;
    strcpy(free->name, name);
    free->until_ms = gate->clock() + GATE_PIN_MS;
}

static int find_addresses(struct gate *gate, const char *name, uint8_t family, struct address found[GATE_ADDRESSES]) {
    int count = 0;
    bool pinned = false;
    for (size_t i = 0; i < gate->rules.pinned_count; i++) {
        const struct pinned_name *rule = &gate->rules.pinned[i];
        if (strcmp(rule->name, name) == 0) {
            pinned = true;
            if (count < GATE_ADDRESSES && (family == 0 || (family == 4) == (rule->address.length == 4))) {
                found[count++] = rule->address;
            }
        }
    }
    return pinned ? count : gate->resolve(name, family, found);
}

static size_t put_addresses(const struct asked *asked, const struct address *found, int count) {
    size_t length = 2;
    asked->answer[0] = GATE_DONE;
    asked->answer[1] = (uint8_t) count;
    for (int i = 0; i < count; i++) {
        asked->answer[length++] = found[i].length;
        memcpy(asked->answer + length, found[i].bytes, found[i].length);
        length += found[i].length;
    }
    return length;
}

static size_t resolve_literal(const struct asked *asked, const struct address *address) {
    char text[ADDRESS_TEXT];
    address_print(address, text);
    if (rules_have_address(&asked->gate->rules, address, 0)) {
        return put_addresses(asked, address, 1);
    }
    return refused(asked, "%s is in neither --allow-host nor --allow-cidr", text);
}

static size_t resolve(const struct asked *asked, const uint8_t *bytes, size_t length) {
    struct gate *gate = asked->gate;
    char name[NAME_MAX_BYTES];
    char shown[64];
    if (length < 1 || (bytes[0] != 0 && bytes[0] != 4 && bytes[0] != 6)) {
        return failed(asked, EINVAL);
    }
    const uint8_t *text = bytes + 1;
    length--;
    printable(text, length, shown);
    struct address literal;
    if (length > 0 && length < ADDRESS_TEXT && memchr(text, '\0', length) == NULL) {
        char copy[ADDRESS_TEXT] = "";
        memcpy(copy, text, length);
        if (address_parse(copy, &literal)) {
            return resolve_literal(asked, &literal);
        }
    }
    if (!name_parse((const char *) text, length, name)) {
        return refused(asked, "%s is neither a plain host name nor an address in its one plain spelling", shown);
    }
    if (!rules_have_name(&gate->rules, name, 0)) {
        return refused(asked, "%s is not in --allow-host", shown);
    }
    struct address found[GATE_ADDRESSES];
    int count = find_addresses(gate, name, bytes[0], found);
    if (count < 0) {
        return failed(asked, -count);
    }
    int good = 0;
    for (int i = 0; i < count; i++) {
        if (address_special(&found[i]) == NULL) {
            pin(gate, &found[i], name);
            found[good++] = found[i];
        } else if (rules_have_address(&gate->rules, &found[i], 0)) {
            /* Connecting will ask for the port as well. */
            found[good++] = found[i];
        }
    }
    if (good == 0 && count > 0) {
        char at[ADDRESS_TEXT];
        address_print(&found[0], at);
        return refused(asked, "%s is %s, %s, which --allow-cidr does not have", shown, at,
                       address_special(&found[0])->what);
    }
    return put_addresses(asked, found, good);
}

static bool is_pinned(const struct gate *gate, const struct address *address, uint16_t port) {
    uint64_t now = gate->clock();
    for (size_t i = 0; i < GATE_PINS; i++) {
        const struct pin *one = &gate->pins[i];
        if (one->until_ms > now && address_equal(&one->address, address)
            && rules_have_name(&gate->rules, one->name, port)) {
            return true;
        }
    }
    return false;
}

static size_t make_connection(const struct asked *asked, const uint8_t *bytes, size_t length, int *socket) {
    struct gate *gate = asked->gate;
    if (length != 6 && length != 18) {
        return failed(asked, EINVAL);
    }
    uint16_t port = (uint16_t) (bytes[0] << 8 | bytes[1]);
    struct address address = {.length = (uint8_t) (length - 2)};
    memcpy(address.bytes, bytes + 2, address.length);
    char text[ADDRESS_TEXT];
    address_print(&address, text);
    const struct special *special = address_special(&address);
    bool allowed = port != 0
                   && (rules_have_address(&gate->rules, &address, port)
                       || (special == NULL && is_pinned(gate, &address, port)));
    if (!allowed && special != NULL) {
        return refused(asked, "port %u of %s, %s, is in neither --allow-host nor --allow-cidr", port, text,
                       special->what);
    }
    if (!allowed) {
        return refused(asked, "port %u of %s is in neither --allow-host nor --allow-cidr", port, text);
    }
    if (!open_has_room(&gate->open)) {
        return failed(asked, EMFILE);
    }
    int made = gate->connect(&address, port);
    if (made < 0) {
        return failed(asked, -made);
    }
    open_add(&gate->open, made);
    *socket = made;
    asked->answer[0] = GATE_DONE;
    return 1;
}

size_t gate_answer(struct gate *gate, const uint8_t *request, size_t length, uint8_t answer[GATE_PACKET], int *socket) {
    struct asked asked = {.gate = gate, .answer = answer};
    *socket = -1;
    if (length > 0 && request[0] == 'r') {
        return resolve(&asked, request + 1, length - 1);
    }
    if (length > 0 && request[0] == 'c') {
        return make_connection(&asked, request + 1, length - 1, socket);
    }
    return failed(&asked, EINVAL);
}

void gate_read(struct gate *gate, const struct spec *spec) {
    struct rules *rules = &gate->rules;
    for (const char *at = NULL; (at = spec_next(spec, KEY_ALLOW_HOST, at)) != NULL;) {
        host_rule_parse(at, &rules->hosts[rules->host_count++]);
    }
    for (const char *at = NULL; (at = spec_next(spec, KEY_ALLOW_CIDR, at)) != NULL;) {
        network_rule_parse(at, &rules->networks[rules->network_count++]);
    }
    for (const char *at = NULL; (at = spec_next(spec, KEY_ADD_HOST, at)) != NULL;) {
        pinned_name_parse(at, &rules->pinned[rules->pinned_count++]);
    }
    gate->open.limit = spec->number[KEY_MAX_CONNECTIONS];
}
