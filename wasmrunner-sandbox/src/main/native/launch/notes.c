/* How the child tells the monitor what it could not do. */
#include "launch.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void note_missing(struct launch *launch, enum mechanism mechanism, int why) {
    launch->notes->missing |= MECHANISM_BIT(mechanism);
    atomic_fetch_or(&launch->ledger->missing, MECHANISM_BIT(mechanism));
    launch->notes->why[mechanism] = why;
}

bool pretended(struct launch *launch, enum mechanism mechanism) {
    if ((launch->spec.pretend & MECHANISM_BIT(mechanism)) == 0) {
        return false;
    }
    lack(launch, mechanism, 0);
    return true;
}

_Noreturn void give_up(struct launch *launch, int error, const char *format, ...) {
    struct notes *notes = launch->notes;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(notes->what, sizeof notes->what, format, arguments);
    va_end(arguments);
    if (error != 0 && length >= 0 && (size_t) length < sizeof notes->what) {
        snprintf(notes->what + length, sizeof notes->what - (size_t) length, ": %s", strerror(error));
    }
    notes->failed = 1;
    _exit(1);
}

void lack(struct launch *launch, enum mechanism mechanism, int error) {
    note_missing(launch, mechanism, error);
    if (launch->spec.number[KEY_MISSING] == MISSING_REFUSE) {
        give_up(launch, 0, "%s: %s", mechanism_name(mechanism), error == 0 ? "pretended missing" : strerror(error));
    }
}
