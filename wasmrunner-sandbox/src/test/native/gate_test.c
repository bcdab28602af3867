#include "gate.h"

#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct gate gate;
static uint64_t now;
/* What the next question after a name is answered by. */
static const char *dns;
static unsigned resolved;
static unsigned connected;

static int fake_resolve(const char *name, uint8_t family, struct address found[GATE_ADDRESSES]) {
    (void) name;
    (void) family;
    resolved++;
    if (dns == NULL) {
        return -ENOENT;
    }
    CHECK(address_parse(dns, &found[0]));
    return 1;
}

static int fake_connect(const struct address *address, uint16_t port) {
    (void) address;
    (void) port;
    connected++;
    return dup(STDIN_FILENO);
}

static uint64_t fake_clock(void) {
    return now;
}

static void allow(const char *host, const char *network) {
    memset(&gate, 0, sizeof gate);
    gate.resolve = fake_resolve;
    gate.connect = fake_connect;
    gate.clock = fake_clock;
    gate.open.tables[0] = gate.open.tables[1] = -1;
    if (host != NULL) {
        CHECK(host_rule_parse(host, &gate.rules.hosts[gate.rules.host_count++]));
    }
    if (network != NULL) {
        CHECK(network_rule_parse(network, &gate.rules.networks[gate.rules.network_count++]));
    }
    now = 1000;
    resolved = connected = 0;
}

/* From memory of its exact size, so that a read past it is seen. */
static int ask(const uint8_t *bytes, size_t length, uint8_t answer[GATE_PACKET]) {
    uint8_t *exact = malloc(length == 0 ? 1 : length);
    memcpy(exact, bytes, length);
    int socket;
    size_t size = gate_answer(&gate, exact, length, answer, &socket);
    free(exact);
    CHECK(size >= 1 && size <= GATE_PACKET);
    CHECK((socket >= 0) == (answer[0] == GATE_DONE && length > 0 && bytes[0] == 'c'));
    if (socket >= 0) {
        close(socket);
    }
    return answer[0];
}

static int resolve(const char *name) {
    uint8_t request[GATE_PACKET] = {'r', 0};
    uint8_t answer[GATE_PACKET];
    size_t length = strlen(name);
    memcpy(request + 2, name, length);
    return ask(request, length + 2, answer);
}

static int connect_to(const char *text, uint16_t port) {
    struct address address;
    CHECK(address_parse(text, &address));
    uint8_t request[20] = {'c', (uint8_t) (port >> 8), (uint8_t) port};
    uint8_t answer[GATE_PACKET];
    memcpy(request + 3, address.bytes, address.length);
    return ask(request, 3U + address.length, answer);
}

TEST(an_allowed_name_leads_to_its_addresses) {
    allow("x.com", NULL);
    dns = "93.184.216.34";
    CHECK(connect_to("93.184.216.34", 80) == GATE_REFUSED);
    CHECK(resolve("X.com") == GATE_DONE);
    CHECK(connect_to("93.184.216.34", 80) == GATE_DONE);
    CHECK(connect_to("93.184.216.34", 443) == GATE_DONE);
    CHECK(connect_to("93.184.216.34", 22) == GATE_REFUSED);
    CHECK(connect_to("93.184.216.35", 80) == GATE_REFUSED);
    CHECK(connect_to("93.184.216.34", 0) == GATE_REFUSED);
}

TEST(a_name_that_is_not_allowed_is_not_asked_for) {
    allow("x.com", NULL);
    dns = "93.184.216.34";
    CHECK(resolve("y.com") == GATE_REFUSED);
    CHECK(resolve("x.com.") == GATE_REFUSED);
    CHECK(resolve("127.1") == GATE_REFUSED);
    CHECK(resolve("") == GATE_REFUSED);
    CHECK(resolved == 0);
}

/* Attack 52. */
TEST(a_name_with_a_private_address_is_refused) {
    static const char *const private[] = {"127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:127.0.0.1",
                                          "64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0"};
    allow("x.com", "0.0.0.0/0");
    for (size_t i = 0; i < sizeof private / sizeof *private; i++) {
        dns = private[i];
        CHECK(resolve("x.com") == GATE_REFUSED);
        CHECK(connect_to(private[i], 80) == GATE_REFUSED);
    }
    CHECK(connected == 0);
}

/* Attack 52. */
TEST(an_answer_that_changes_leads_nowhere_new) {
    allow("x.com", NULL);
    dns = "93.184.216.34";
    CHECK(resolve("x.com") == GATE_DONE);
    dns = "127.0.0.1";
    CHECK(resolve("x.com") == GATE_REFUSED);
    CHECK(connect_to("127.0.0.1", 80) == GATE_REFUSED);
    unsigned before = resolved;
    CHECK(connect_to("93.184.216.34", 80) == GATE_DONE);
    /* Connecting asks nobody any more. */
    CHECK(resolved == before);
}

TEST(what_was_resolved_is_good_for_a_time) {
    allow("x.com", NULL);
    dns = "93.184.216.34";
    CHECK(resolve("x.com") == GATE_DONE);
    now += GATE_PIN_MS - 1;
    CHECK(connect_to("93.184.216.34", 80) == GATE_DONE);
    now++;
    CHECK(connect_to("93.184.216.34", 80) == GATE_REFUSED);
}

TEST(a_private_address_can_be_allowed_by_itself) {
    allow("x.com", "127.0.0.1/32:8080");
    dns = "127.0.0.1";
    CHECK(resolve("x.com") == GATE_DONE);
    CHECK(connect_to("127.0.0.1", 8080) == GATE_DONE);
    CHECK(connect_to("127.0.0.1", 80) == GATE_REFUSED);
    CHECK(resolve("127.0.0.1") == GATE_DONE);
    CHECK(resolve("127.0.0.2") == GATE_REFUSED);
}

TEST(an_added_host_is_not_asked_for) {
    allow("db", "10.0.0.0/8:5432");
    CHECK(pinned_name_parse("db=10.0.0.7", &gate.rules.pinned[gate.rules.pinned_count++]));
    dns = "1.1.1.1";
    CHECK(resolve("db") == GATE_DONE);
    CHECK(resolved == 0);
    CHECK(connect_to("10.0.0.7", 5432) == GATE_DONE);
    CHECK(connect_to("1.1.1.1", 5432) == GATE_REFUSED);
}

TEST(a_name_that_does_not_resolve_fails) {
    allow("x.com", NULL);
    dns = NULL;
    CHECK(resolve("x.com") == GATE_FAILED);
}

TEST(no_more_connections_are_open_than_allowed) {
    allow(NULL, "127.0.0.0/8:*");
    gate.connect = connect_address;
    gate.open.limit = 2;
    open_tables(&gate.open);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    CHECK(bind(listener, (struct sockaddr *) &at, size) == 0 && listen(listener, 8) == 0);
    CHECK(getsockname(listener, (struct sockaddr *) &at, &size) == 0);
    uint16_t port = ntohs(at.sin_port);
    uint8_t request[7] = {'c', (uint8_t) (port >> 8), (uint8_t) port, 127, 0, 0, 1};
    uint8_t answer[GATE_PACKET];
    int sockets[3];
    gate_answer(&gate, request, sizeof request, answer, &sockets[0]);
    gate_answer(&gate, request, sizeof request, answer, &sockets[1]);
    CHECK(sockets[0] >= 0 && sockets[1] >= 0);
    gate_answer(&gate, request, sizeof request, answer, &sockets[2]);
    CHECK(sockets[2] < 0 && answer[0] == GATE_FAILED && answer[1] == EMFILE);
    close(sockets[0]);
    gate_answer(&gate, request, sizeof request, answer, &sockets[2]);
    CHECK(sockets[2] >= 0);
    close(sockets[1]);
    close(sockets[2]);
    close(listener);
}

TEST(whatever_a_worker_says_the_gate_answers) {
    allow("x.com", "1.1.1.0/24:*");
    dns = "93.184.216.34";
    srand(52);
    for (int round = 0; round < 200000; round++) {
        uint8_t request[GATE_PACKET];
        uint8_t answer[GATE_PACKET];
        size_t length = (size_t) rand() % (round % 8 == 0 ? GATE_PACKET + 1 : 24);
        for (size_t i = 0; i < length; i++) {
            request[i] = (uint8_t) rand();
        }
        if (length > 0 && round % 2 == 0) {
            request[0] = round % 4 == 0 ? 'r' : 'c';
        }
        if (length > 1 && request[0] == 'r') {
            request[1] = (uint8_t) (request[1] % 8);
        }
        ask(request, length, answer);
    }
    CHECK(resolved == 0);
}

void gate_tests(void) {
    RUN(an_allowed_name_leads_to_its_addresses);
    RUN(a_name_that_is_not_allowed_is_not_asked_for);
    RUN(a_name_with_a_private_address_is_refused);
    RUN(an_answer_that_changes_leads_nowhere_new);
    RUN(what_was_resolved_is_good_for_a_time);
    RUN(a_private_address_can_be_allowed_by_itself);
    RUN(an_added_host_is_not_asked_for);
    RUN(a_name_that_does_not_resolve_fails);
    RUN(no_more_connections_are_open_than_allowed);
    RUN(whatever_a_worker_says_the_gate_answers);
}
