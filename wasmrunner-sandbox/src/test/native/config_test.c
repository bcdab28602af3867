#include "config.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char bytes[8192];
static size_t length;
static size_t records;
static struct config config;
static struct problem said;

static void add(const char *record) {
    strcpy(bytes + length, record);
    length += strlen(record) + 1;
    records++;
}

static void begin(void) {
    length = records = 0;
    add("wasmrunner-shim=1");
    add("folder=/c"), add("id=0123456789ab"), add("launcher=/l"), add("launch-spec=4"), add("ledger=5");
    add("log-driver=json-file"), add("log-file=/c/log"), add("settle=/s"), add("settle=two words");
}

static bool parses(void) {
    char end[32];
    size_t before = length;
    snprintf(end, sizeof end, "end=%zu", records);
    add(end);
    char *exact = malloc(length);
    memcpy(exact, bytes, length);
    said.text[0] = '\0';
    bool good = config_parse(&config, exact, length, &said);
    CHECK(good == (said.text[0] == '\0'));
    length = before;
    records--;
    free(exact);
    return good;
}

static bool refuses(const char *record, const char *why) {
    begin();
    add(record);
    return !parses() && strstr(said.text, why) != NULL;
}

TEST(a_complete_config_is_taken) {
    begin();
    add("fd=6"), add("fd=9"), add("environment=A=b"), add("stdin=once"), add("log-max-size=1024");
    CHECK(parses());
    CHECK(config.passed_count == 2 && config.passed[1] == 9 && config.number[CONFIG_STDIN] == STDIN_ONCE);
    CHECK(config.settle[2] == NULL && config.environment[1] == NULL && config.health[0] == NULL);
}

TEST(a_config_that_makes_no_sense_is_refused) {
    CHECK(refuses("fd=5", "fd=5 has another use"));
    CHECK(refuses("fd=3", "must be from 4"));
    CHECK(refuses("colour=blue", "not known"));
    CHECK(refuses("health=/h", "health-interval-ms= is missing"));
    CHECK(refuses("health=h", "no absolute path"));
    CHECK(refuses("log-max-size=1023", "less than"));
    CHECK(refuses("log-tag=a\nb", "more than one line"));
    CHECK(refuses("attach=all", "not one of its choices"));
    begin();
    length -= sizeof "settle=two words" + sizeof "settle=/s";
    records -= 2;
    CHECK(!parses() && strcmp(said.text, "settle= is missing") == 0);
    add("settle=s");
    CHECK(!parses() && strstr(said.text, "no absolute path") != NULL);
    begin();
    for (int i = 0; i < CONFIG_MAX_WORDS - 1; i++) {
        add("settle=x");
    }
    CHECK(!parses() && strstr(said.text, "more than") != NULL);
}

TEST(every_changed_byte_of_a_config_is_survived) {
    static const char replacements[] = {'\0', '=', '\xff', '9', 'a', '\n'};
    begin();
    add("fd=6"), add("health=/h"), add("health-interval-ms=5"), add("syslog-address=udp://x:1");
    for (size_t i = 0; i < length; i++) {
        for (size_t j = 0; j < sizeof replacements; j++) {
            char was = bytes[i];
            bytes[i] = replacements[j];
            parses();
            bytes[i] = was;
        }
    }
}

void config_tests(void) {
    RUN(a_complete_config_is_taken);
    RUN(a_config_that_makes_no_sense_is_refused);
    RUN(every_changed_byte_of_a_config_is_survived);
}
