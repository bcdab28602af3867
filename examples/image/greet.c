// Prints the greeting in a file of its image, for $WHO, and counts its visits in a volume: greet FILE.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    char line[256];
    const char *who = getenv("WHO");
    if (argc != 2) {
        fprintf(stderr, "usage: greet FILE\n");
        return 2;
    }
    FILE *greeting = fopen(argv[1], "r");
    if (!greeting || !fgets(line, sizeof line, greeting)) {
        perror(argv[1]);
        return 1;
    }
    printf("%s, %s!\n", strtok(line, "\n"), who ? who : "nobody");
    FILE *visits = fopen("/var/lib/visits", "a");
    if (!visits || fprintf(visits, "%s\n", argv[1]) < 0 || fclose(visits) != 0) {
        perror("/var/lib/visits");
        return 1;
    }
    return 0;
}
