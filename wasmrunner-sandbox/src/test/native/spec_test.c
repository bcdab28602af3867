#include "spec.h"

#include "mechanism.h"
#include "rules.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST 2048

/* Records to be joined; each is NUL-terminated. */
struct draft {
    const char *records[MOST];
    size_t count;
};

static struct draft complete_draft(void) {
    return (struct draft){.count = 7,
                          .records = {"wasmrunner-spec=1", "id=0123456789ab", "record=/tmp/record", "missing=warn",
                                      "jvm=/jdk/libjvm.so", "java-home=/jdk", "class=a/B"}};
}

static void add(struct draft *draft, const char *record) {
    draft->records[draft->count++] = record;
}

static void drop(struct draft *draft, size_t index) {
    draft->count--;
    memmove(draft->records + index, draft->records + index + 1, (draft->count - index) * sizeof *draft->records);
}

/* In memory of its exact size, so that a read past it is seen. */
static char *join(const struct draft *draft, size_t *length) {
    char end[32];
    snprintf(end, sizeof end, "end=%zu", draft->count);
    *length = strlen(end) + 1;
    for (size_t i = 0; i < draft->count; i++) {
        *length += strlen(draft->records[i]) + 1;
    }
    char *bytes = malloc(*length);
    char *at = bytes;
    for (size_t i = 0; i < draft->count; i++) {
        at = stpcpy(at, draft->records[i]) + 1;
    }
    strcpy(at, end);
    return bytes;
}

static bool parses(const char *bytes, size_t length, struct problem *said) {
    struct spec spec;
    said->text[0] = '\0';
    bool good = spec_parse(&spec, bytes, length, said);
    /* A refusal says why. */
    CHECK(good == (said->text[0] == '\0'));
    return good;
}

static bool draft_parses(const struct draft *draft, struct problem *said) {
    size_t length;
    char *bytes = join(draft, &length);
    bool good = parses(bytes, length, said);
    free(bytes);
    return good;
}

static bool takes(const char *record) {
    struct draft draft = complete_draft();
    struct problem said;
    add(&draft, record);
    return draft_parses(&draft, &said);
}

TEST(a_complete_spec_is_taken) {
    struct draft draft = complete_draft();
    add(&draft, "memory=1048576");
    add(&draft, "never=errno");
    add(&draft, "pretend-missing=landlock");
    size_t length;
    char *bytes = join(&draft, &length);
    struct spec spec;
    struct problem said = {.text = ""};
    CHECK(spec_parse(&spec, bytes, length, &said));
    CHECK(strcmp(spec.value[KEY_ID], "0123456789ab") == 0);
    CHECK(spec.number[KEY_MEMORY] == 1048576);
    CHECK(spec.number[KEY_MISSING] == MISSING_WARN);
    CHECK(spec.number[KEY_NEVER] == NEVER_ERRNO);
    CHECK(spec.pretend == MECHANISM_BIT(LANDLOCK));
    CHECK(spec.number[KEY_PIDS] == 0 && spec.value[KEY_PIDS] == NULL);
    free(bytes);
}

TEST(every_required_field_is_missed) {
    for (size_t i = 0; i < complete_draft().count; i++) {
        struct draft draft = complete_draft();
        struct problem said;
        drop(&draft, i);
        CHECK(!draft_parses(&draft, &said));
    }
}

TEST(a_missing_field_is_named) {
    struct draft draft = complete_draft();
    struct problem said;
    drop(&draft, 4);
    CHECK(!draft_parses(&draft, &said));
    CHECK(strcmp(said.text, "jvm= is missing") == 0);
}

TEST(what_may_not_repeat_is_refused_twice) {
    static const char *const once[] = {"id=0123456789ab", "record=/r", "missing=warn", "jvm=/j", "java-home=/h",
                                       "class=a/B", "wasmrunner-spec=1"};
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
        CHECK(!takes(once[i]));
    }
    struct draft draft = complete_draft();
    struct problem said;
    add(&draft, "memory=1");
    add(&draft, "memory=1");
    CHECK(!draft_parses(&draft, &said));
    CHECK(strcmp(said.text, "memory is there twice") == 0);
}

TEST(what_may_repeat_keeps_its_order) {
    struct draft draft = complete_draft();
    add(&draft, "jvm-option=-Xmx64m");
    add(&draft, "read=/one");
    add(&draft, "jvm-option=");
    add(&draft, "jvm-option=-Da=b=c\nd");
    size_t length;
    char *bytes = join(&draft, &length);
    struct spec spec;
    struct problem said = {.text = ""};
    CHECK(spec_parse(&spec, bytes, length, &said));
    const char *at = spec_next(&spec, KEY_JVM_OPTION, NULL);
    CHECK(strcmp(at, "-Xmx64m") == 0);
    at = spec_next(&spec, KEY_JVM_OPTION, at);
    CHECK(strcmp(at, "") == 0);
    at = spec_next(&spec, KEY_JVM_OPTION, at);
    CHECK(strcmp(at, "-Da=b=c\nd") == 0);
    CHECK(spec_next(&spec, KEY_JVM_OPTION, at) == NULL);
    CHECK(spec_next(&spec, KEY_FD, NULL) == NULL);
    free(bytes);
}

TEST(values_out_of_range_are_refused) {
    static const char *const bad[] = {
        "fd=3", "fd=0", "fd=-1", "fd=4 ", "fd= 4", "fd=+4", "fd=04", "fd=", "fd=1048576", "fd=0x10",
        "fd=99999999999999999999",
        "memory=9223372036854775808", "memory=18446744073709551616", "memory=1k", "memory=-1", "pids=4194305",
        "cpus-milli=10000001", "nofile=1048577", "cpu-seconds=4294967296", "deadline-ms=4294967296", "sockets=maybe",
        "sockets=", "detached=YES", "never=always", "pretend-missing=sleep", "cgroup-root=tmp", "read=", "read=a",
        "read=./a", "fsize=1.5"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (takes(bad[i])) {
            printf("taken: %s\n", bad[i]);
            CHECK(false);
        }
    }
    static const char *const good[] = {"fd=4", "fd=1048575", "memory=0", "memory=9223372036854775807", "pids=4194304",
                                       "sockets=yes", "detached=no", "read=/", "never=kill", "cpus-milli=1"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!takes(good[i])) {
            printf("refused: %s\n", good[i]);
            CHECK(false);
        }
    }
}

static bool takes_in_place(size_t index, const char *record) {
    struct draft draft = complete_draft();
    struct problem said;
    draft.records[index] = record;
    return draft_parses(&draft, &said);
}

TEST(identifiers_are_checked) {
    CHECK(!takes_in_place(0, "wasmrunner-spec=2"));
    CHECK(!takes_in_place(1, "id=0123456789a"));
    CHECK(!takes_in_place(1, "id=0123456789AB"));
    CHECK(!takes_in_place(1, "id=../../../../etc"));
    CHECK(!takes_in_place(1, "id=00000000001111111111222222222233333333334444444444555555555566666"));
    CHECK(takes_in_place(1, "id=0000000000111111111122222222223333333333444444444455555555556666"));
    CHECK(!takes_in_place(2, "record=relative"));
    CHECK(!takes_in_place(6, "class="));
    CHECK(!takes_in_place(6, "class=a.B"));
    CHECK(takes_in_place(6, "class=a/B$C_d1"));
}

static char *repeat(const char *before, char c, size_t count) {
    char *text = malloc(strlen(before) + count + 1);
    char *at = stpcpy(text, before);
    memset(at, c, count);
    at[count] = '\0';
    return text;
}

TEST(rules_of_the_gate_are_checked) {
    CHECK(takes("gate=5") && !takes("gate=3") && !takes("gate=x"));
    CHECK(takes("allow-host=x.com") && takes("allow-host=*.x.com:8080") && takes("allow-host=[2001:db8::1]:*"));
    CHECK(!takes("allow-host=") && !takes("allow-host=127.1") && !takes("allow-host=user@x.com"));
    CHECK(takes("allow-cidr=10.0.0.0/8:5432") && !takes("allow-cidr=10.0.0.1/8") && !takes("allow-cidr=10.0.0.0"));
    CHECK(takes("add-host=db=10.0.0.7") && !takes("add-host=db") && !takes("add-host=db=10.0.7"));
    CHECK(takes("max-connections=65536") && !takes("max-connections=65537"));
}

TEST(more_rules_than_there_is_room_for_are_refused) {
    struct draft draft = complete_draft();
    struct problem said;
    for (int i = 0; i < RULES_MAX; i++) {
        add(&draft, "allow-host=x.com");
    }
    CHECK(draft_parses(&draft, &said));
    add(&draft, "allow-host=x.com");
    CHECK(!draft_parses(&draft, &said));
}

TEST(what_is_too_long_is_refused) {
    char *fits = repeat("jvm-option=", 'x', RECORDS_MAX_VALUE);
    char *long_value = repeat("jvm-option=", 'x', RECORDS_MAX_VALUE + 1);
    char *long_guest = repeat("guest.a=", 'x', RECORDS_MAX_VALUE + 1);
    char *long_path = repeat("read=/", 'x', 4000);
    char *key = repeat("guest.", 'k', RECORDS_MAX_KEY - 6);
    char *long_key = repeat("guest.", 'k', RECORDS_MAX_KEY - 5);
    char record[256];
    CHECK(takes(fits));
    CHECK(!takes(long_value));
    CHECK(!takes(long_guest));
    CHECK(!takes(long_path));
    snprintf(record, sizeof record, "%s=v", key);
    CHECK(takes(record));
    snprintf(record, sizeof record, "%s=v", long_key);
    CHECK(!takes(record));
    free(fits), free(long_value), free(long_guest), free(long_path), free(key), free(long_key);
}

TEST(keys_are_checked) {
    CHECK(takes("guest.anything-1=a=b"));
    CHECK(takes("guest.empty="));
    CHECK(!takes("guest.=v"));
    CHECK(!takes("guest=v"));
    CHECK(!takes("guest.Upper=v"));
    CHECK(!takes("guest.sp ace=v"));
    CHECK(!takes("unknown=v"));
    CHECK(!takes("noequals"));
    CHECK(!takes(""));
    CHECK(!takes("=v"));
    CHECK(!takes("i=v"));
    CHECK(!takes("idx=0123456789ab"));
}

TEST(every_truncation_is_refused) {
    struct draft draft = complete_draft();
    add(&draft, "guest.a=b");
    size_t length;
    char *bytes = join(&draft, &length);
    for (size_t cut = 0; cut < length; cut++) {
        char *part = malloc(cut == 0 ? 1 : cut);
        struct problem said;
        memcpy(part, bytes, cut);
        CHECK(!parses(part, cut, &said));
        free(part);
    }
    free(bytes);
}

TEST(every_changed_byte_is_survived) {
    struct draft draft = complete_draft();
    add(&draft, "fd=10");
    size_t length;
    char *bytes = join(&draft, &length);
    static const char replacements[] = {'\0', '=', '\xff', '9', 'a'};
    for (size_t i = 0; i < length; i++) {
        for (size_t j = 0; j < sizeof replacements; j++) {
            char was = bytes[i];
            struct problem said;
            bytes[i] = replacements[j];
            parses(bytes, length, &said);
            bytes[i] = was;
        }
    }
    free(bytes);
}

TEST(the_count_at_the_end_must_be_right) {
    static const char bytes[] = "wasmrunner-spec=1\0id=0123456789ab\0record=/r\0missing=warn\0jvm=/j\0java-home=/h\0"
                                "class=a/B\0end=";
    struct problem said;
    char text[256];
    for (int claimed = 0; claimed < 12; claimed++) {
        memcpy(text, bytes, sizeof bytes - 1);
        int more = snprintf(text + sizeof bytes - 1, 16, "%d", claimed);
        CHECK(parses(text, sizeof bytes - 1 + (size_t) more + 1, &said) == (claimed == 7));
    }
    memcpy(text, bytes, sizeof bytes - 1);
    memcpy(text + sizeof bytes - 1, "7\0x=y", 6);
    CHECK(!parses(text, sizeof bytes - 1 + 6, &said));
}

TEST(too_many_descriptors_are_refused) {
    struct draft draft = complete_draft();
    struct problem said;
    for (int i = 0; i < SPEC_MAX_KEPT; i++) {
        add(&draft, i % 2 == 0 ? "fd=4" : "read-fd=5");
    }
    CHECK(draft_parses(&draft, &said));
    add(&draft, "write-fd=6");
    CHECK(!draft_parses(&draft, &said));
}

TEST(the_ledger_is_not_the_worker_s_to_keep) {
    struct draft draft = complete_draft();
    struct problem said;
    add(&draft, "ledger-fd=7");
    add(&draft, "fd=6");
    CHECK(draft_parses(&draft, &said));
    add(&draft, "read-fd=7");
    CHECK(!draft_parses(&draft, &said));
    CHECK(strcmp(said.text, "ledger-fd=7 is to be kept as well") == 0);
}

TEST(kept_descriptors_are_sorted_and_single) {
    struct draft draft = complete_draft();
    add(&draft, "fd=9");
    add(&draft, "write-fd=4");
    add(&draft, "read-fd=9");
    add(&draft, "fd=7");
    size_t length;
    char *bytes = join(&draft, &length);
    struct spec spec;
    struct problem said = {.text = ""};
    int kept[SPEC_MAX_KEPT];
    CHECK(spec_parse(&spec, bytes, length, &said));
    CHECK(spec_kept(&spec, kept) == 3);
    CHECK(kept[0] == 4 && kept[1] == 7 && kept[2] == 9);
    free(bytes);
}

static char buffer[RECORDS_MAX_BYTES];
static size_t received;

TEST(a_spec_is_received_in_pieces_and_without_waiting_for_the_end) {
    struct draft draft = complete_draft();
    size_t length;
    char *bytes = join(&draft, &length);
    int ends[2];
    struct problem said = {.text = ""};
    CHECK(pipe(ends) == 0);
    CHECK(write(ends[1], bytes, length) == (ssize_t) length);
    /* The writer stays open, as a lifeline does. */
    CHECK(records_receive(ends[0], buffer, &received, &said) == length);
    CHECK(memcmp(buffer, bytes, length) == 0 && received == length);
    /* What follows is not the spec's, and not lost. */
    CHECK(write(ends[1], bytes, length) == (ssize_t) length && write(ends[1], "pause\n", 6) == 6);
    CHECK(records_receive(ends[0], buffer, &received, &said) == length);
    CHECK(received == length + 6 && memcmp(buffer + length, "pause\n", 6) == 0);
    CHECK(write(ends[1], bytes, length - 1) == (ssize_t) length - 1);
    close(ends[1]);
    CHECK(records_receive(ends[0], buffer, &received, &said) == 0);
    CHECK(strstr(said.text, "before its record end=") != NULL);
    close(ends[0]);
    free(bytes);
}

TEST(a_spec_that_never_ends_is_refused_at_its_bound) {
    char path[4200];
    snprintf(path, sizeof path, "%s/spec", test_directory());
    FILE *file = fopen(path, "w+");
    struct problem said = {.text = ""};
    CHECK(file != NULL);
    for (int i = 0; i <= RECORDS_MAX_BYTES / 8; i++) {
        fwrite("guest.a", 1, 8, file);
    }
    rewind(file);
    CHECK(records_receive(fileno(file), buffer, &received, &said) == 0);
    CHECK(strstr(said.text, "longer than") != NULL);
    fclose(file);
    said.text[0] = '\0';
    CHECK(records_receive(-1, buffer, &received, &said) == 0);
    CHECK(strstr(said.text, "cannot read") != NULL);
}

void spec_tests(void) {
    RUN(a_complete_spec_is_taken);
    RUN(every_required_field_is_missed);
    RUN(a_missing_field_is_named);
    RUN(what_may_not_repeat_is_refused_twice);
    RUN(what_may_repeat_keeps_its_order);
    RUN(values_out_of_range_are_refused);
    RUN(identifiers_are_checked);
    RUN(rules_of_the_gate_are_checked);
    RUN(more_rules_than_there_is_room_for_are_refused);
    RUN(what_is_too_long_is_refused);
    RUN(keys_are_checked);
    RUN(every_truncation_is_refused);
    RUN(every_changed_byte_is_survived);
    RUN(the_count_at_the_end_must_be_right);
    RUN(too_many_descriptors_are_refused);
    RUN(the_ledger_is_not_the_worker_s_to_keep);
    RUN(kept_descriptors_are_sorted_and_single);
    RUN(a_spec_is_received_in_pieces_and_without_waiting_for_the_end);
    RUN(a_spec_that_never_ends_is_refused_at_its_bound);
}
