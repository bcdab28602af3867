/* wasmrunner-launch: sandbox and monitor of one guest. */
#include "launch.h"

#include <stdio.h>
#include <string.h>

#define PRETEND "--pretend-missing="

static int usage(void) {
    fputs("usage: wasmrunner-launch 3<spec | wasmrunner-launch --check [--pretend-missing=name,…]\n", stderr);
    return 2;
}

int main(int argc, char **argv) {
    if (argc == 1) {
        return monitor();
    }
    uint32_t pretend = 0;
    if (strcmp(argv[1], "--check") != 0 || argc > 3) {
        return usage();
    }
    if (argc == 3) {
        if (strncmp(argv[2], PRETEND, strlen(PRETEND)) != 0) {
            return usage();
        }
        if (!mechanism_list(argv[2] + strlen(PRETEND), &pretend)) {
            fprintf(stderr, "wasmrunner-launch: %s names a mechanism that there is not\n", argv[2]);
            return 2;
        }
    }
    return check(pretend);
}
