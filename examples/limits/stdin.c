// Waits for a line on standard input.
#include <stdio.h>

int main(void) {
    char line[256];
    puts("waiting");
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) {
        puts("nothing came");
        return 1;
    }
    printf("got: %s", line);
    return 0;
}
