// Times commands against each other: one run of each in turn (A B A B …), so that a machine that slows down slows all.
//
//     race [-s] [-n ROUNDS] [-i INPUT] LABEL COMMAND … -- LABEL COMMAND …
//
// Prints a line per command, tab-separated: label, median ms, fastest ms, peak resident MiB, median ÷ the first one's.
// A run goes from fork to exit, with stdin and stdout piped. Each must exit with 0; with -s, all must write the same
// number of bytes.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COMMANDS = 16, MOST_ROUNDS = 999, BUFFER = 1 << 16 };

struct command {
    char *label;
    char **argv;
    double ms[MOST_ROUNDS];
    double peak;
    long long written;
};

static void fail(const char *what) {
    fprintf(stderr, "race: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

// Writes the whole input into a pipe, or as much as the reader wants.
static void feed(const char *input, int to) {
    static char buffer[BUFFER];
    int from = open(input, O_RDONLY);
    ssize_t got;
    while (from >= 0 && (got = read(from, buffer, sizeof buffer)) > 0) {
        for (ssize_t done = 0, wrote; done < got; done += wrote) {
            wrote = write(to, buffer + done, (size_t)(got - done));
            if (wrote < 0) {
                _exit(0);
            }
        }
    }
    _exit(from < 0);
}

static long long drain(int from) {
    static char buffer[BUFFER];
    long long total = 0;
    for (ssize_t got; (got = read(from, buffer, sizeof buffer)) > 0;) {
        total += got;
    }
    return total;
}

static void run(struct command *command, const char *input, int round) {
    int in[2];
    int out[2];
    if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0) {
        fail("pipe");
    }
    double start = now_ms();
    pid_t pid = fork();
    if (pid < 0) {
        fail("fork");
    }
    if (pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        execvp(command->argv[0], command->argv);
        fail(command->argv[0]);
    }
    close(in[0]);
    close(out[1]);
    pid_t feeder = 0;
    if (input) {
        feeder = fork();
        if (feeder == 0) {
            close(out[0]);
            feed(input, in[1]);
        }
    }
    close(in[1]);
    long long written = drain(out[0]);
    close(out[0]);
    struct rusage usage;
    int status;
    if (wait4(pid, &status, 0, &usage) < 0) {
        fail("wait4");
    }
    command->ms[round] = now_ms() - start;
    if (feeder > 0) {
        waitpid(feeder, NULL, 0);
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "race: %s ended with status 0x%x\n", command->label, (unsigned)status);
        exit(1);
    }
    if (round > 0 && command->written != written) {
        fprintf(stderr, "race: %s wrote %lld bytes, then %lld\n", command->label, command->written, written);
        exit(1);
    }
    command->written = written;
    double peak = (double)usage.ru_maxrss / 1024;
    command->peak = peak > command->peak ? peak : command->peak;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    static struct command commands[MOST_COMMANDS];
    int rounds = 11;
    int same = 0;
    const char *input = NULL;
    for (int option; (option = getopt(argc, argv, "+sn:i:")) != -1;) {
        if (option == 'n' && atoi(optarg) > 0 && atoi(optarg) <= MOST_ROUNDS) {
            rounds = atoi(optarg);
        } else if (option == 'i') {
            input = optarg;
        } else if (option == 's') {
            same = 1;
        } else {
            fprintf(stderr, "usage: race [-s] [-n ROUNDS] [-i INPUT] LABEL COMMAND … -- LABEL COMMAND …\n");
            return 2;
        }
    }
    int count = 0;
    for (int i = optind; i < argc && count < MOST_COMMANDS; i++) {
        commands[count].label = argv[i];
        commands[count++].argv = &argv[i + 1];
        while (i < argc && strcmp(argv[i], "--") != 0) {
            i++;
        }
        argv[i] = NULL;
    }
    signal(SIGPIPE, SIG_IGN);
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++) {
            run(&commands[i], input, round);
        }
    }
    double first = 0;
    for (int i = 0; i < count; i++) {
        struct command *command = &commands[i];
        qsort(command->ms, (size_t)rounds, sizeof *command->ms, ascending);
        double median = (command->ms[rounds / 2] + command->ms[(rounds - 1) / 2]) / 2;
        first = i == 0 ? median : first;
        printf("%s\t%.1f\t%.1f\t%.0f\t%.2f\n", command->label, median, command->ms[0], command->peak, median / first);
        if (same && command->written != commands[0].written) {
            fprintf(stderr, "race: %s wrote %lld bytes, %s %lld\n", commands[0].label, commands[0].written,
                    command->label, command->written);
            return 1;
        }
    }
    return 0;
}
