// Takes memory until there is none left, then aborts.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Not optimised away, since somebody might look.
static char *volatile last;

int main(void) {
    for (int taken = 0;; taken++) {
        char *block = malloc(1 << 20);
        if (!block) {
            fprintf(stderr, "no memory after %d MiB\n", taken);
            abort();
        }
        memset(block, taken, 1 << 20);
        last = block;
    }
}
