#include "rules.h"

#include "test.h"

#include <string.h>

static bool name(const char *text) {
    char into[NAME_MAX_BYTES];
    return name_parse(text, strlen(text), into);
}

TEST(plain_names_are_names_in_lower_case) {
    char into[NAME_MAX_BYTES];
    CHECK(name_parse("WWW.Example.COM", 15, into) && strcmp(into, "www.example.com") == 0);
    CHECK(name("localhost"));
    CHECK(name("a-b.c1.x"));
    CHECK(name("xn--mnchen-3ya.de"));
    CHECK(name("1.2.3.4.example"));
}

/* Attack 53. */
TEST(every_other_spelling_of_a_name_or_address_is_refused) {
    static const char *const hostile[] = {
        "",           "x.com.",       ".x.com",        "x..com",      "-x.com",          "x-.com",       "x.-com",
        "x_y.com",    "user@x.com",   "x.com/",        "x.com:80",    "http://x.com",    "x.com#",       "x.com%00",
        "x com",      " x.com",       "x.com\n",       "m\xc3\xbcnchen.de", "x\xe3\x80\x82" "com", "\xef\xbd\x98.com",
        "127.1",      "127.0.1",      "2130706433",    "0x7f000001",  "0x7f.1",          "0177.0.0.1",   "127.0.0.0x1",
        "127.0.0.01", "x.0x1",        "x.1",           "[::1]",       "::1",             "*",            "*.x.com",
        "127.0.0.1",  "169.254.169.254", "1.1.1.1.",   "0x",          "x.0x",
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        CHECK(!name(hostile[i]));
    }
    char into[NAME_MAX_BYTES];
    CHECK(!name_parse("x\0y", 3, into));
    char label[65];
    memset(label, 'a', sizeof label);
    CHECK(name_parse(label, 63, into));
    CHECK(!name_parse(label, 64, into));
    char longest[300];
    for (size_t i = 0; i < sizeof longest; i++) {
        longest[i] = i % 10 == 9 ? '.' : 'a';
    }
    CHECK(name_parse(longest, 253, into));
    CHECK(!name_parse(longest, 254, into));
}

TEST(addresses_have_one_spelling) {
    static const char *const good[] = {"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::", "2001:db8::1"};
    static const char *const bad[] = {"127.1",    "127.0.0.01", "0x7f.0.0.1",  "127.0.0.1 ", "1.2.3",   "::0001",
                                      "2001:DB8::1", "0:0::1",  "[::1]",       "::1%lo",     "1::2::3", ""};
    struct address address;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        CHECK(address_parse(good[i], &address));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!address_parse(bad[i], &address));
    }
}

TEST(addresses_that_are_not_the_public_internet_are_known) {
    static const char *const special[] = {
        "0.0.0.0",     "0.1.2.3",          "10.255.255.255",   "100.64.0.1",      "100.127.255.255", "127.0.0.1",
        "127.255.1.1", "169.254.169.254",  "172.16.0.1",       "172.31.255.255",  "192.168.1.1",     "198.18.0.1",
        "198.19.0.1",  "224.0.0.1",        "240.0.0.1",        "255.255.255.255", "192.0.0.8",       "192.88.99.1",
        "::",          "::1",              "::ffff:127.0.0.1", "::127.0.0.1",     "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2002:7f00:1::", "2001::1",        "2001:db8::1",      "fe80::1",         "fec0::1",         "fc00::1",
        "fd12:3456::1", "ff02::1",         "4000::1",          "3fff::1",
    };
    static const char *const public[] = {"1.1.1.1",      "100.128.0.1", "172.32.0.1", "169.253.255.255", "126.255.255.255",
                                         "2606:4700::1", "2a00::1",     "3ffe::1",    "2001:4860::1"};
    struct address address;
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        CHECK(address_parse(special[i], &address) && address_special(&address) != NULL);
    }
    for (size_t i = 0; i < sizeof public / sizeof *public; i++) {
        CHECK(address_parse(public[i], &address) && address_special(&address) == NULL);
    }
}

static struct rules allowing(const char *host, const char *network) {
    struct rules rules = {.host_count = 0};
    if (host != NULL) {
        CHECK(host_rule_parse(host, &rules.hosts[rules.host_count++]));
    }
    if (network != NULL) {
        CHECK(network_rule_parse(network, &rules.networks[rules.network_count++]));
    }
    return rules;
}

static bool has_address(const struct rules *rules, const char *text, uint32_t port) {
    struct address address;
    CHECK(address_parse(text, &address));
    return rules_have_address(rules, &address, port);
}

/* Attack 54. */
TEST(a_star_stands_for_what_is_beneath_and_nothing_else) {
    static struct rules rules;
    rules = allowing("*.x.com", NULL);
    CHECK(rules_have_name(&rules, "a.x.com", 443));
    CHECK(rules_have_name(&rules, "a.b.x.com", 443));
    CHECK(!rules_have_name(&rules, "x.com", 443));
    CHECK(!rules_have_name(&rules, "evilx.com", 443));
    CHECK(!rules_have_name(&rules, "a.x.com.evil", 443));
    CHECK(!rules_have_name(&rules, ".x.com", 443));
    CHECK(!rules_have_name(&rules, "x", 443));
}

TEST(no_rule_denies_everything) {
    static const struct rules rules = {.host_count = 0};
    CHECK(!rules_have_name(&rules, "x.com", 80));
    CHECK(!rules_have_name(&rules, "x.com", 0));
    CHECK(!has_address(&rules, "1.1.1.1", 80));
}

TEST(a_rule_without_a_port_has_those_of_the_web) {
    static struct rules rules;
    rules = allowing("x.com", "1.1.1.0/24");
    CHECK(rules_have_name(&rules, "x.com", 80) && rules_have_name(&rules, "x.com", 443));
    CHECK(!rules_have_name(&rules, "x.com", 22) && !rules_have_name(&rules, "x.com", 8080));
    CHECK(has_address(&rules, "1.1.1.1", 443) && !has_address(&rules, "1.1.1.1", 22));
    rules = allowing("x.com:8080", "1.1.1.0/24:*");
    CHECK(rules_have_name(&rules, "x.com", 8080) && !rules_have_name(&rules, "x.com", 80));
    CHECK(has_address(&rules, "1.1.1.1", 22) && !has_address(&rules, "1.1.2.1", 22));
}

TEST(the_whole_internet_is_not_this_host_and_its_neighbours) {
    static struct rules rules;
    rules = allowing(NULL, "0.0.0.0/0:*");
    CHECK(has_address(&rules, "1.1.1.1", 80));
    CHECK(!has_address(&rules, "127.0.0.1", 80));
    CHECK(!has_address(&rules, "169.254.169.254", 80));
    CHECK(!has_address(&rules, "10.0.0.1", 80));
    rules = allowing(NULL, "::/0:*");
    CHECK(has_address(&rules, "2606:4700::1", 80));
    CHECK(!has_address(&rules, "::1", 80));
    CHECK(!has_address(&rules, "::ffff:1.1.1.1", 80));
    CHECK(!has_address(&rules, "fd00::1", 80));
    rules = allowing(NULL, "10.1.0.0/16:5432");
    CHECK(has_address(&rules, "10.1.2.3", 5432));
    CHECK(!has_address(&rules, "10.2.2.3", 5432));
    rules = allowing("127.0.0.1:8080", NULL);
    CHECK(has_address(&rules, "127.0.0.1", 8080) && !has_address(&rules, "127.0.0.2", 8080));
    CHECK(!has_address(&rules, "127.0.0.1", 80));
    CHECK(!has_address(&rules, "::ffff:127.0.0.1", 8080));
}

TEST(malformed_rules_are_refused) {
    static const char *const hosts[] = {"",      ":80",   "x.com:",  "x.com:0", "x.com:65536", "x.com:080", "x.com:80:80",
                                        "*",     "*.",    "*.*.com", "x.*.com", "*x.com",      "[::1",      "[1.2.3.4]",
                                        "::1",   "[::1]x", "127.1",  "x.com.",  "[::ffff:1.2.3.4]", "a=b"};
    static const char *const networks[] = {"",  "10.0.0.0",   "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/08", "10.0.0.0/",
                                           "/8", "10.0.0.0/8:", "10.0.0.0/8:x", "::ffff:0.0.0.0/96", "x.com/8", "10/8"};
    static const char *const pins[] = {"", "x", "x=", "=1.2.3.4", "x=1.2.3", "x.=1.2.3.4", "x=::ffff:1.2.3.4", "1=1.2.3.4"};
    struct host_rule host;
    struct network_rule network;
    struct pinned_name pin;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        CHECK(!host_rule_parse(hosts[i], &host));
    }
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        CHECK(!network_rule_parse(networks[i], &network));
    }
    for (size_t i = 0; i < sizeof pins / sizeof *pins; i++) {
        CHECK(!pinned_name_parse(pins[i], &pin));
    }
    CHECK(host_rule_parse("[2001:db8::1]:443", &host) && host.port == 443);
    CHECK(network_rule_parse("2001:db8::/32:443", &network) && network.port == 443 && network.bits == 32);
    CHECK(pinned_name_parse("Db=::1", &pin) && strcmp(pin.name, "db") == 0);
}

void rules_tests(void) {
    RUN(plain_names_are_names_in_lower_case);
    RUN(every_other_spelling_of_a_name_or_address_is_refused);
    RUN(addresses_have_one_spelling);
    RUN(addresses_that_are_not_the_public_internet_are_known);
    RUN(a_star_stands_for_what_is_beneath_and_nothing_else);
    RUN(no_rule_denies_everything);
    RUN(a_rule_without_a_port_has_those_of_the_web);
    RUN(the_whole_internet_is_not_this_host_and_its_neighbours);
    RUN(malformed_rules_are_refused);
}
