#include "record.h"

#include "files.h"
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static struct ledger *ledger;
static struct notes *notes;
static struct outcome outcome;
static char path[PATH_MAX];
static char written[2 * RECORD_MAX_BYTES];
static size_t length;

static void begin(void) {
    CHECK(join_path(path, test_directory(), "record"));
    ledger = ledger_map(-1);
    notes = notes_map();
    memset(&outcome, 0, sizeof outcome);
    outcome.id = "0123456789ab";
    outcome.ledger = ledger;
    outcome.notes = notes;
}

static void end(void) {
    munmap(ledger, sizeof *ledger);
    munmap(notes, sizeof *notes);
}

static uint64_t count_records(void) {
    uint64_t count = 0;
    for (size_t at = 0; at < length; at += strlen(written + at) + 1) {
        count++;
    }
    return count;
}

static bool has(const char *record) {
    for (size_t at = 0; at < length; at += strlen(written + at) + 1) {
        if (strcmp(written + at, record) == 0) {
            return true;
        }
    }
    return false;
}

static void write_and_read(void) {
    CHECK(record_write(path, &outcome) == 0);
    ssize_t count = read_text(path, written, sizeof written);
    CHECK(count > 0 && count < RECORD_MAX_BYTES && written[count - 1] == '\0');
    length = count > 0 ? (size_t) count : 0;
    CHECK(strcmp(written, "wasmrunner-end=1") == 0);
    char last[32];
    snprintf(last, sizeof last, "end=%llu", (unsigned long long) count_records() - 1);
    CHECK(has(last));
}

TEST(an_exit_status_is_written) {
    begin();
    outcome.status = 42 << 8;
    outcome.wall_ns = 1500;
    outcome.usage.ru_utime.tv_sec = 2;
    outcome.usage.ru_utime.tv_usec = 5;
    outcome.usage.ru_maxrss = 3;
    ledger->counters[0] = 9;
    ledger->counters[191] = ~0ULL;
    write_and_read();
    CHECK(has("id=0123456789ab") && has("exit=42") && has("wall-ns=1500") && has("user-us=2000005"));
    CHECK(has("max-rss=3072") && has("worker.state=0"));
    CHECK(has("worker.count.0=9") && has("worker.count.191=18446744073709551615"));
    CHECK(!has("oom=yes") && !has("worker.count.1=0"));
    end();
}

TEST(a_signal_and_its_reasons_are_written) {
    begin();
    outcome.status = 9;
    outcome.stopped = "deadline";
    outcome.oom = true;
    outcome.cpu_time = true;
    notes->missing = MECHANISM_BIT(LANDLOCK) | MECHANISM_BIT(SECCOMP);
    notes->why[LANDLOCK] = ENOSYS;
    write_and_read();
    CHECK(has("signal=9") && has("stopped=deadline") && has("oom=yes") && has("cpu-time=yes"));
    CHECK(has("missing=landlock: Function not implemented") && has("missing=seccomp: pretended"));
    CHECK(!has("exit=0"));
    end();
}

TEST(a_failure_replaces_the_status) {
    begin();
    snprintf(outcome.failed, sizeof outcome.failed, "jvm: cannot load it");
    write_and_read();
    CHECK(has("failed=jvm: cannot load it"));
    CHECK(!has("exit=0"));
    end();
}

TEST(what_a_hostile_worker_claims_stays_within_the_ledger) {
    static const uint64_t claims[] = {0, 1, LEDGER_TEXT_BYTES - 1, LEDGER_TEXT_BYTES, LEDGER_TEXT_BYTES + 1,
                                      UINT64_MAX, UINT64_C(1) << 63, UINT32_MAX};
    static const int fills[] = {0, 'x', '=', 0xff};
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
        begin();
        memset(ledger->text, fills[i], LEDGER_TEXT_BYTES);
        for (size_t j = 0; j < sizeof claims / sizeof *claims; j++) {
            ledger->text_used = claims[j];
            write_and_read();
        }
        end();
    }
}

TEST(many_small_texts_stay_within_a_record) {
    begin();
    for (size_t i = 0; i < LEDGER_TEXT_BYTES; i += 2) {
        ledger->text[i] = 't';
    }
    ledger->text_used = LEDGER_TEXT_BYTES;
    write_and_read();
    CHECK(has("worker.text=t"));
    end();
}

TEST(a_text_without_an_end_is_cut_at_what_is_used) {
    begin();
    memcpy(ledger->text, "first\0second", 12);
    ledger->text_used = 9;
    write_and_read();
    CHECK(has("worker.text=first") && has("worker.text=sec"));
    end();
}

TEST(an_error_leaves_no_file_behind) {
    begin();
    char missing[PATH_MAX];
    snprintf(missing, sizeof missing, "%.4000s/none/record", path);
    CHECK(record_write(missing, &outcome) == -ENOENT || record_write(missing, &outcome) == -ENOTDIR);
    char *long_path = malloc(PATH_MAX);
    memset(long_path, 'x', PATH_MAX);
    long_path[PATH_MAX - 1] = '\0';
    CHECK(record_write(long_path, &outcome) == -ENAMETOOLONG);
    free(long_path);
    end();
}

void record_tests(void) {
    RUN(an_exit_status_is_written);
    RUN(a_signal_and_its_reasons_are_written);
    RUN(a_failure_replaces_the_status);
    RUN(what_a_hostile_worker_claims_stays_within_the_ledger);
    RUN(many_small_texts_stay_within_a_record);
    RUN(a_text_without_an_end_is_cut_at_what_is_used);
    RUN(an_error_leaves_no_file_behind);
}
