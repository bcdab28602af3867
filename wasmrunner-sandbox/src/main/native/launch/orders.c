/* What the other end of the lifeline wants done with a worker that runs. */
#include "watch.h"

#include <string.h>

#define SIGNAL "signal "
#define MAX_SIGNAL 64

static void carry_out(struct watch *watch, const char *order) {
    uint64_t number = 0;
    if (strcmp(order, "pause") == 0) {
        pause_worker(watch);
    } else if (strcmp(order, "resume") == 0) {
        resume_worker(watch);
    } else if (strncmp(order, SIGNAL, strlen(SIGNAL)) == 0 && records_number(order + strlen(SIGNAL), &number)
               && number >= 1 && number <= MAX_SIGNAL) {
        stop(watch, "signal", (int) number);
    }
}

void take_orders(struct watch *watch, const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            if (watch->order_used < ORDER_MAX) {
                watch->order[watch->order_used] = '\0';
                carry_out(watch, watch->order);
            }
            watch->order_used = 0;
        } else if (watch->order_used < ORDER_MAX - 1) {
            watch->order[watch->order_used++] = bytes[i] == '\0' ? '?' : bytes[i];
        } else {
            /* Too long: it stays so up to its end. */
            watch->order_used = ORDER_MAX;
        }
    }
}
