#include "request.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

static struct request request;

static bool takes(const char *line) {
    size_t length = strlen(line);
    /* Of its exact size, so that a read past it is seen. */
    char *copy = malloc(length == 0 ? 1 : length);
    memcpy(copy, line, length);
    bool good = request_parse(&request, copy, length);
    free(copy);
    return good;
}

TEST(every_request_is_taken) {
    CHECK(takes("state") && request.verb == STATE);
    CHECK(takes("signal 64") && request.verb == SIGNAL && request.signal == 64);
    CHECK(takes("stop 15 10000 mine") && request.verb == STOP && request.milliseconds == 10000 && request.mine);
    CHECK(takes("stop 1 0 -") && request.signal == 1 && !request.mine);
    CHECK(takes("pause") && request.verb == PAUSE);
    CHECK(takes("resume") && request.verb == RESUME);
    CHECK(takes("wait next") && request.verb == WAIT_NEXT);
    CHECK(takes("wait end") && request.verb == WAIT_END);
    CHECK(takes("counters") && request.verb == COUNTERS);
    CHECK(takes("restart 9 2147483647") && request.verb == RESTART && request.milliseconds == INT32_MAX);
    CHECK(takes("attach stdin output") && request.verb == ATTACH && request.input && request.output);
    CHECK(takes("attach - -") && !request.input && !request.output && !request.settle);
    CHECK(takes("attach - output settle") && request.verb == ATTACH && request.output && request.settle);
    CHECK(takes("settle") && request.verb == SETTLE);
    CHECK(takes("settled end 255") && request.verb == SETTLED && !request.restart && request.code == 255);
    CHECK(takes("settled restart 100") && request.restart && request.milliseconds == 100);
}

TEST(what_is_no_request_is_refused) {
    static const char *const bad[] = {
        "", " ", "State", "state ", " state", "state 1", "signal", "signal 0", "signal 65", "signal -1", "signal 1 ",
        "signal 01", "signal  1", "signal 1 2", "stop", "stop 15", "stop 15 1", "stop 15 1 yours", "stop 15 -1 -",
        "stop 15 2147483648 -", "stop 15 1 - -", "wait", "wait for", "wait next ", "restart 1", "restart 1 1 1",
        "attach", "attach stdin", "attach output stdin", "attach stdin output x", "attach stdout -", "pause now",
        "attach - - settled", "settle 1", "settled", "settled end", "settled end 256", "settled restart -1", "settled x 1",
        "    ", "a b c d e f g"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!takes(bad[i]));
    }
    CHECK(!request_parse(&request, "state\0", 6));
    static char text[REQUEST_MAX_BYTES + 1];
    memset(text, ' ', sizeof text);
    CHECK(!request_parse(&request, text, REQUEST_MAX_BYTES));
    CHECK(!request_parse(&request, text, sizeof text));
}

TEST(random_lines_are_survived) {
    static const char letters[] = "statesignalstoppauseresumewaitnextendcountersrestartattachstdinoutput 0123456789-";
    srand(5);
    for (int i = 0; i < 200000; i++) {
        size_t length = (size_t) rand() % 40;
        char *line = malloc(length == 0 ? 1 : length);
        for (size_t j = 0; j < length; j++) {
            line[j] = (char) (i % 2 == 0 ? letters[(size_t) rand() % (sizeof letters - 1)] : rand());
        }
        if (request_parse(&request, line, length)) {
            CHECK(request.signal >= 0 && request.signal <= 64 && request.milliseconds <= REQUEST_MAX_MS);
        }
        free(line);
    }
}

void request_tests(void) {
    RUN(every_request_is_taken);
    RUN(what_is_no_request_is_refused);
    RUN(random_lines_are_survived);
}
