/* Somebody is to write down that a run follows another: this program writes no events. */
#include "clock.h"
#include "shim.h"

#define BOUND_NS (60 * SECOND)

void resumed_start(struct shim *shim) {
    /* One that is still there looks at what is, and so finds this run. */
    if (shim->runs > 1 && shim->config.resumed[0] != NULL && shim->resumed.pid == 0
        && !helper_start(&shim->resumed, shim, shim->config.resumed, false, BOUND_NS)) {
        diary(shim, "cannot start the command that hears of run %llu", (unsigned long long) shim->runs);
    }
}
