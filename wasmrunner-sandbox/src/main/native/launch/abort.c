/*
 * The first process of a namespace is spared the SIGABRT that it sends itself, so a JVM that crashed would seem to have
 * ended with status 127. This abort stands before the C library's for everything that is loaded later.
 */
#include "launch.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define ABORTED (128 + SIGABRT)

static struct ledger *marked;

void mark_aborts(struct ledger *ledger) {
    marked = ledger;
}

__attribute__((visibility("default"))) _Noreturn void abort(void) {
    if (marked != NULL) {
        marked->aborted = 1;
    }
    _exit(ABORTED);
}

int true_status(const struct ledger *ledger, int status) {
    bool aborted = WIFEXITED(status) && WEXITSTATUS(status) == ABORTED && ledger->aborted == 1;
    /* As wait has the death of a signal. */
    return aborted ? SIGABRT : status;
}
