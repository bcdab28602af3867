#include "log.h"

#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct log logged;
static struct config config;
static struct problem said;
static char path[4200];

static bool begin(uint64_t driver, const char *name) {
    memset(&logged, 0, sizeof logged);
    memset(&config, 0, sizeof config);
    snprintf(path, sizeof path, "%s/%s", test_directory(), name);
    config.number[CONFIG_LOG_DRIVER] = driver;
    config.value[CONFIG_LOG_FILE] = path;
    config.value[CONFIG_ID] = "0123456789abcdef";
    said.text[0] = '\0';
    return true;
}

static void end(void) {
    free(logged.pending);
    if (logged.file.file >= 0) {
        close(logged.file.file);
    }
    if (logged.socket.socket >= 0) {
        close(logged.socket.socket);
    }
}

static void say(enum stream stream, const char *text) {
    size_t count = strlen(text);
    memcpy(logged.chunk, text, count);
    log_take(&logged, stream, count);
}

static off_t size(void) {
    struct stat found;
    return stat(path, &found) == 0 ? found.st_size : -1;
}

/* A socket at a path that an address can hold, for whoever wants to be sent datagrams. */
static int listen_at(const char *folder) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(path, sizeof path, "%s/socket", folder);
    if (strlen(path) >= sizeof address.sun_path) {
        return -1;
    }
    strcpy(address.sun_path, path);
    int socket_of_it = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    CHECK(bind(socket_of_it, (struct sockaddr *) &address, sizeof address) == 0);
    return socket_of_it;
}

TEST(journald_gets_what_it_knows_the_container_by) {
    begin(DRIVER_JOURNALD, "none");
    CHECK(!log_open(&logged, &config, &said) && strstr(said.text, "cannot reach journald") != NULL);
    end();
    begin(DRIVER_JOURNALD, "unused");
    int journal = listen_at(test_directory());
    if (journal < 0) {
        return;
    }
    config.value[CONFIG_LOG_TAG] = "a-name";
    CHECK(log_open(&logged, &config, &said));
    say(STREAM_OUT, "a line\nhalf a");
    say(STREAM_ERR, "an error\n");
    log_end_run(&logged);
    CHECK(log_empty(&logged));
    static const char *const expected[] = {"PRIORITY=6\n", "PRIORITY=3\n", "CONTAINER_PARTIAL_MESSAGE=true\nMESSAGE=half a\n"};
    for (int i = 0; i < 3; i++) {
        char message[1024];
        ssize_t count = recv(journal, message, sizeof message - 1, 0);
        CHECK(count > 0);
        message[count > 0 ? count : 0] = '\0';
        CHECK(strstr(message, expected[i]) != NULL);
        CHECK(strstr(message, "CONTAINER_ID=0123456789ab\nCONTAINER_ID_FULL=0123456789abcdef\nCONTAINER_NAME=a-name\n") != NULL);
    }
    close(journal);
    end();
}

TEST(a_daemon_that_does_not_keep_up_holds_the_guest_or_loses_lines_as_it_is_told) {
    for (int dropping = 0; dropping <= 1; dropping++) {
        begin(DRIVER_JOURNALD, "unused");
        int journal = listen_at(test_directory());
        if (journal < 0) {
            return;
        }
        config.number[CONFIG_LOG_MODE] = dropping != 0 ? MODE_NON_BLOCKING : MODE_BLOCKING;
        config.number[CONFIG_LOG_BUFFER] = 4096;
        CHECK(log_open(&logged, &config, &said));
        int takes = 0;
        while (takes < 100000 && log_ready(&logged)) {
            say(STREAM_OUT, "a line that nobody reads\n");
            takes++;
        }
        CHECK(dropping != 0 ? takes == 100000 && logged.dropped > 0 : takes < 100000 && logged.dropped == 0);
        /* What is kept of it arrives, once somebody reads. */
        int messages = 0;
        char message[1024];
        while (!log_empty(&logged) || recv(journal, message, sizeof message, MSG_PEEK) > 0) {
            while (recv(journal, message, sizeof message, 0) > 0) {
                messages++;
            }
            logged.blocked_until_ns = 0;
            log_pump(&logged);
        }
        CHECK((uint64_t) messages + logged.dropped == (uint64_t) takes);
        close(journal);
        end();
    }
}

TEST(a_file_is_turned_over_before_the_line_that_follows_its_limit) {
    begin(DRIVER_JSON_FILE, "log");
    config.number[CONFIG_LOG_MAX_SIZE] = 2000;
    config.number[CONFIG_LOG_MAX_FILE] = 2;
    CHECK(log_open(&logged, &config, &said));
    off_t before = 0;
    bool turned = false;
    for (int i = 0; i < 100; i++) {
        say(STREAM_OUT, "one more line\n");
        CHECK(log_empty(&logged) && size() < 2100);
        turned |= size() < before;
        before = size();
    }
    CHECK(turned);
    end();
}

TEST(a_torn_line_is_cut_off) {
    begin(DRIVER_JSON_FILE, "log");
    FILE *file = fopen(path, "w");
    CHECK(file != NULL && fputs("{\"log\":\"whole\"}\n{\"log\":\"to", file) >= 0);
    fclose(file);
    CHECK(log_open(&logged, &config, &said) && size() == 16);
    end();
}

void log_tests(void) {
    RUN(journald_gets_what_it_knows_the_container_by);
    RUN(a_daemon_that_does_not_keep_up_holds_the_guest_or_loses_lines_as_it_is_told);
    RUN(a_file_is_turned_over_before_the_line_that_follows_its_limit);
    RUN(a_torn_line_is_cut_off);
}
