/* The log as messages to journald or to a syslog daemon. */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL "/run/systemd/journal/socket"
#define SYSLOG_PORT "514"
#define DEFAULT_FACILITY "daemon"
#define CONNECT_MS 5000
#define SEVERITY_INFO 6
#define SEVERITY_ERROR 3

static const int severities[STREAMS] = {SEVERITY_INFO, SEVERITY_ERROR};

static bool local_address(struct log_socket *to, const char *path, int type, struct problem *said) {
    struct sockaddr_un *address = (struct sockaddr_un *) &to->address;
    if (path[0] != '/' || strlen(path) >= sizeof address->sun_path) {
        return problem(said, "%.200s: no absolute path of at most %zu bytes", path, sizeof address->sun_path - 1);
    }
    address->sun_family = AF_UNIX;
    strcpy(address->sun_path, path);
    to->address_length = sizeof *address;
    to->type = type;
    return true;
}

/* host:port, where the host may stand in brackets. */
static bool split(const char *text, char host[256], char port[16]) {
    const char *end = text[0] == '[' ? strchr(text, ']') : strrchr(text, ':');
    const char *start = text[0] == '[' ? text + 1 : text;
    if (text[0] == '[' && end == NULL) {
        return false;
    }
    end = end == NULL ? text + strlen(text) : end;
    const char *colon = *end == ']' ? end + 1 : end;
    if (end == start || end - start > 255 || (*colon != ':' && *colon != '\0') || strlen(colon) > 15) {
        return false;
    }
    memcpy(host, start, (size_t) (end - start));
    host[end - start] = '\0';
    strcpy(port, *colon == ':' && colon[1] != '\0' ? colon + 1 : SYSLOG_PORT);
    return true;
}

static bool remote_address(struct log_socket *to, const char *text, int type, struct problem *said) {
    char host[256];
    char port[16];
    if (!split(text, host, port)) {
        return problem(said, "syslog-address: %.200s is not host:port", text);
    }
    struct addrinfo hints = {.ai_socktype = type, .ai_family = AF_UNSPEC};
    struct addrinfo *found = NULL;
    int error = getaddrinfo(host, port, &hints, &found);
    if (error != 0) {
        return problem(said, "syslog-address: %.200s: %s", text, gai_strerror(error));
    }
    memcpy(&to->address, found->ai_addr, found->ai_addrlen);
    to->address_length = found->ai_addrlen;
    to->type = type;
    freeaddrinfo(found);
    return true;
}

static bool syslog_address(struct log_socket *to, const char *text, struct problem *said) {
    static const struct {
        const char *scheme;
        bool local;
        int type;
    } known[] = {{"unix://", true, SOCK_STREAM},
                 {"unixgram://", true, SOCK_DGRAM},
                 {"udp://", false, SOCK_DGRAM},
                 {"tcp://", false, SOCK_STREAM}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].scheme);
        if (strncmp(text, known[i].scheme, length) == 0) {
            return known[i].local ? local_address(to, text + length, known[i].type, said)
                                  : remote_address(to, text + length, known[i].type, said);
        }
    }
    return problem(said, "syslog-address=%.200s: starts with none of unix:// unixgram:// udp:// tcp://", text);
}

static int connect_socket(struct log_socket *to) {
    int types[2] = {to->type, to->type};
    if (to->address.ss_family == AF_UNIX && to->type == SOCK_STREAM) {
        /* As Docker has it, unix:// is whichever of the two the daemon listens with. */
        types[0] = SOCK_DGRAM;
    }
    int error = 0;
    for (int i = 0; i < 2; i++) {
        to->socket = socket(to->address.ss_family, types[i] | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (to->socket < 0) {
            return -errno;
        }
        if (connect(to->socket, (struct sockaddr *) &to->address, to->address_length) == 0 || errno == EINPROGRESS) {
            to->sent = 0;
            return 0;
        }
        error = -errno;
        close(to->socket);
        to->socket = -1;
    }
    return error;
}

/* A stream is connected while nobody waits; at the start somebody does. */
static int await_connection(const struct log_socket *to) {
    struct pollfd one = {.fd = to->socket, .events = POLLOUT};
    int error = 0;
    socklen_t length = sizeof error;
    if (poll(&one, 1, CONNECT_MS) <= 0) {
        return -ETIMEDOUT;
    }
    return getsockopt(to->socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? -error : -errno;
}

static int facility(const char *name) {
    static const char *const names[] = {"kern", "user",   "mail",   "daemon", "auth",   "syslog", "lpr",    "news",
                                        "uucp", "cron",   "authpriv", "ftp",  "ntp",    "security", "console", "solaris-cron",
                                        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"};
    uint64_t number = 0;
    for (int i = 0; i < (int) (sizeof names / sizeof *names); i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return records_number(name, &number) && number < 24 ? (int) number : -1;
}

static bool journal_open(struct log_socket *to, const struct config *config, struct problem *said) {
    const char *path = config->value[CONFIG_LOG_FILE];
    const char *id = config->value[CONFIG_ID];
    for (int i = 0; i < STREAMS; i++) {
        snprintf(to->header[i], sizeof to->header[i],
                 "PRIORITY=%d\nCONTAINER_ID=%.12s\nCONTAINER_ID_FULL=%s\nCONTAINER_NAME=%s\nCONTAINER_TAG=%s\n"
                 "SYSLOG_IDENTIFIER=%s\n",
                 severities[i], id, id, to->tag, to->tag, to->tag);
    }
    return local_address(to, path == NULL ? JOURNAL : path, SOCK_DGRAM, said);
}

static bool syslog_open(struct log_socket *to, const struct config *config, struct problem *said) {
    const char *name = config->value[CONFIG_SYSLOG_FACILITY];
    int number = facility(name == NULL ? DEFAULT_FACILITY : name);
    if (number < 0) {
        return problem(said, "syslog-facility=%.80s: there is none of that name", name);
    }
    for (int i = 0; i < STREAMS; i++) {
        snprintf(to->header[i], sizeof to->header[i], "<%d>", number * 8 + severities[i]);
    }
    to->format = config->number[CONFIG_SYSLOG_FORMAT];
    if (gethostname(to->host, sizeof to->host - 1) != 0 || to->host[0] == '\0') {
        strcpy(to->host, "localhost");
    }
    return syslog_address(to, config->value[CONFIG_SYSLOG_ADDRESS], said);
}

bool log_socket_open(struct log *log, const struct config *config, struct problem *said) {
    struct log_socket *to = &log->socket;
    bool journal = log->driver == DRIVER_JOURNALD;
    to->tag = config->value[CONFIG_LOG_TAG] == NULL ? config->value[CONFIG_ID] : config->value[CONFIG_LOG_TAG];
    if (!(journal ? journal_open(to, config, said) : syslog_open(to, config, said))) {
        return false;
    }
    int error = connect_socket(to);
    error = error == 0 ? await_connection(to) : error;
    return error == 0
           || problem(said, "cannot reach %s: %s", journal ? "journald" : config->value[CONFIG_SYSLOG_ADDRESS],
                      strerror(-error));
}

/* What stands between the priority and the message (RFC 3164 section 4.1, RFC 5424 section 6). */
static int syslog_header(const struct log *log, char *to, size_t size) {
    const struct log_socket *socket = &log->socket;
    char time[64];
    struct tm parts;
    if (socket->format == FORMAT_RFC3164) {
        localtime_r(&log->read.tv_sec, &parts);
        strftime(time, sizeof time, "%b %e %H:%M:%S", &parts);
        /* To a daemon on this host, as syslog(3) does it. */
        bool local = socket->address.ss_family == AF_UNIX;
        return snprintf(to, size, "%s%s %s%s%s[%d]: ", socket->header[log->stream], time, local ? "" : socket->host,
                        local ? "" : " ", socket->tag, (int) getpid());
    }
    gmtime_r(&log->read.tv_sec, &parts);
    size_t length = strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &parts);
    if (socket->format == FORMAT_RFC5424_MICRO) {
        snprintf(time + length, sizeof time - length, ".%06ld", log->read.tv_nsec / 1000);
    }
    return snprintf(to, size, "%s1 %sZ %s %s %d %s - ", socket->header[log->stream], time, socket->host, socket->tag,
                    (int) getpid(), socket->tag);
}

static char *put(char *to, const char *bytes, size_t length) {
    memcpy(to, bytes, length);
    return to + length;
}

static char *journal_message(const struct log *log, char *at, const struct line *line) {
    static const char partial[] = "CONTAINER_PARTIAL_MESSAGE=true\n";
    static const char message[] = "MESSAGE=";
    const char *header = log->socket.header[log->stream];
    at = put(at, header, strlen(header));
    if (!line->whole) {
        at = put(at, partial, sizeof partial - 1);
    }
    at = put(at, message, sizeof message - 1);
    at = put(at, line->bytes, line->length);
    return put(at, "\n", 1);
}

static char *syslog_message(const struct log *log, char *at, const struct line *line) {
    char header[MESSAGE_MAX_BYTES - LINE_MAX_BYTES - 8];
    int length = syslog_header(log, header, sizeof header);
    at = put(at, header, length < (int) sizeof header ? (size_t) length : sizeof header - 1);
    at = put(at, line->bytes, line->length);
    return log->socket.type == SOCK_STREAM ? put(at, "\n", 1) : at;
}

size_t log_socket_message(struct log *log, char *to, const struct line *line) {
    uint32_t length;
    char *start = to + sizeof length;
    char *end = log->driver == DRIVER_JOURNALD ? journal_message(log, start, line) : syslog_message(log, start, line);
    length = (uint32_t) (end - start);
    memcpy(to, &length, sizeof length);
    return sizeof length + length;
}

static int fall_back(struct log_socket *to, int error) {
    close(to->socket);
    to->socket = -1;
    to->sent = 0;
    return error;
}

int log_socket_write(struct log *log) {
    struct log_socket *to = &log->socket;
    int error = to->socket < 0 ? connect_socket(to) : 0;
    while (error == 0 && log->pending_at < log->pending_end) {
        uint32_t length;
        memcpy(&length, log->pending + log->pending_at, sizeof length);
        const char *message = log->pending + log->pending_at + sizeof length;
        ssize_t count = send(to->socket, message + to->sent, length - to->sent, MSG_NOSIGNAL);
        if (count < 0 && (errno == EAGAIN || errno == ENOBUFS)) {
            return -EAGAIN;
        }
        if (count < 0 && errno == EMSGSIZE && to->sent == 0) {
            /* No datagram is that long there, nor will it ever be. */
            count = (ssize_t) length;
            log->dropped++;
        }
        if (count < 0 && errno != EINTR) {
            return fall_back(to, -errno);
        }
        to->sent += count > 0 ? (size_t) count : 0;
        if (to->sent == length) {
            log->pending_at += sizeof length + length;
            to->sent = 0;
        }
    }
    return error;
}
