#include "request.h"

#include "records.h"

#include <string.h>

#define MAX_WORDS 4
#define MAX_SIGNAL 64

static size_t split(char *line, const char *words[MAX_WORDS]) {
    size_t count = 0;
    for (char *at = line; at != NULL && count <= MAX_WORDS; count++) {
        if (count == MAX_WORDS) {
            return MAX_WORDS + 1;
        }
        words[count] = at;
        at = strchr(at, ' ');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    return count;
}

static bool take_signal(struct request *request, const char *word) {
    uint64_t number = 0;
    bool good = records_number(word, &number) && number >= 1 && number <= MAX_SIGNAL;
    request->signal = good ? (int) number : 0;
    return good;
}

static bool take_time(struct request *request, const char *word) {
    return records_number(word, &request->milliseconds) && request->milliseconds <= REQUEST_MAX_MS;
}

/* name or -. */
static bool take_option(bool *option, const char *word, const char *name) {
    *option = strcmp(word, name) == 0;
    return *option || strcmp(word, "-") == 0;
}

static bool alone(struct request *request, const char *word) {
    static const struct {
        const char *name;
        enum verb verb;
    } verbs[] = {{"state", STATE}, {"pause", PAUSE}, {"resume", RESUME}, {"counters", COUNTERS}, {"settle", SETTLE},
                 {"watch", WATCH}};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(word, verbs[i].name) == 0) {
            request->verb = verbs[i].verb;
            return true;
        }
    }
    return false;
}

static bool with_one(struct request *request, const char *const *words) {
    if (strcmp(words[0], "signal") == 0) {
        request->verb = SIGNAL;
        return take_signal(request, words[1]);
    }
    bool next = strcmp(words[1], "next") == 0;
    request->verb = next ? WAIT_NEXT : WAIT_END;
    return strcmp(words[0], "wait") == 0 && (next || strcmp(words[1], "end") == 0);
}

static bool attach(struct request *request, const char *const *words) {
    request->verb = ATTACH;
    return strcmp(words[0], "attach") == 0 && take_option(&request->input, words[1], "stdin")
           && take_option(&request->output, words[2], "output");
}

static bool settled(struct request *request, const char *const *words) {
    request->verb = SETTLED;
    request->restart = strcmp(words[1], "restart") == 0;
    return request->restart ? take_time(request, words[2])
                            : strcmp(words[1], "end") == 0 && records_number(words[2], &request->code)
                                      && request->code <= UINT8_MAX;
}

static bool with_two(struct request *request, const char *const *words) {
    if (strcmp(words[0], "attach") == 0) {
        return attach(request, words);
    }
    if (strcmp(words[0], "settled") == 0) {
        return settled(request, words);
    }
    request->verb = RESTART;
    return strcmp(words[0], "restart") == 0 && take_signal(request, words[1]) && take_time(request, words[2]);
}

bool request_parse(struct request *request, const char *line, size_t length) {
    char copy[REQUEST_MAX_BYTES + 1];
    const char *words[MAX_WORDS];
    memset(request, 0, sizeof *request);
    if (length > REQUEST_MAX_BYTES || memchr(line, '\0', length) != NULL) {
        return false;
    }
    memcpy(copy, line, length);
    copy[length] = '\0';
    switch (split(copy, words)) {
        case 1:
            return alone(request, words[0]);
        case 2:
            return with_one(request, words);
        case 3:
            return with_two(request, words);
        case 4:
            if (strcmp(words[3], "settle") == 0) {
                request->settle = true;
                return attach(request, words);
            }
            request->verb = STOP;
            return strcmp(words[0], "stop") == 0 && take_signal(request, words[1]) && take_time(request, words[2])
                   && take_option(&request->mine, words[3], "mine");
        default:
            return false;
    }
}
