/* wasmrunner-shim: keeps one container from its start to its end. */
#include "shim.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SPEC_DESCRIPTOR 3

extern char **environ;

static int refuse(const char *why) {
    dprintf(SPEC_DESCRIPTOR, "error %s\n", why);
    return 1;
}

/* The environment a process was started with stays readable in /proc. */
static void clear_environment(void) {
    for (char **at = environ; *at != NULL; at++) {
        memset(*at, 0, strlen(*at));
    }
    clearenv();
}

static int keep(void) {
    static struct shim shim;
    struct problem said = {.text = ""};
    size_t received = 0;
    char *bytes = mmap(NULL, RECORDS_MAX_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) {
        return refuse("no memory for the spec");
    }
    size_t length = records_receive(SPEC_DESCRIPTOR, bytes, &received, &said);
    if (length == 0 || !set_up(&shim, bytes, length, &said)) {
        return refuse(said.text);
    }
    run_start(&shim);
    loop(&shim);
    return shim.exit_code;
}

int main(int argc, char **argv) {
    (void) argv;
    if (argc != 1) {
        fputs("usage: wasmrunner-shim 3<spec\n", stderr);
        return 2;
    }
    clear_environment();
    pid_t child = fork();
    if (child < 0) {
        return refuse(strerror(errno));
    }
    if (child > 0) {
        /* Whoever started it has no child that lives on. */
        _exit(0);
    }
    setsid();
    return keep();
}
