/* Takes records from a pipe or socket that stays open behind them. */
#include "records.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

size_t records_receive(int descriptor, char buffer[RECORDS_MAX_BYTES], size_t *received, struct problem *said) {
    size_t used = 0;
    size_t record = 0;
    for (;;) {
        ssize_t count = read(descriptor, buffer + used, RECORDS_MAX_BYTES - used);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            problem(said, "cannot read the spec from descriptor %d: %s", descriptor, strerror(errno));
            return 0;
        }
        if (count == 0 && used == RECORDS_MAX_BYTES) {
            problem(said, "the spec is longer than %d bytes", RECORDS_MAX_BYTES);
            return 0;
        }
        if (count == 0) {
            problem(said, "the spec stops after %zu bytes, before its record end=", used);
            return 0;
        }
        used += (size_t) count;
        const char *nul;
        while ((nul = memchr(buffer + record, '\0', used - record)) != NULL) {
            bool last = strncmp(buffer + record, "end=", 4) == 0;
            record = (size_t) (nul - buffer) + 1;
            if (last) {
                *received = used;
                return record;
            }
        }
        if (used == RECORDS_MAX_BYTES) {
            problem(said, "the spec is longer than %d bytes", RECORDS_MAX_BYTES);
            return 0;
        }
    }
}
