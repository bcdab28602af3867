// Copies a file in capitals: upper IN OUT. A build step, for RUN.
#include <ctype.h>
#include <stdio.h>

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: upper IN OUT\n");
        return 2;
    }
    FILE *in = fopen(argv[1], "r");
    FILE *out = in ? fopen(argv[2], "w") : NULL;
    if (!out) {
        perror(in ? argv[2] : argv[1]);
        return 1;
    }
    for (int c = getc(in); c != EOF; c = getc(in)) {
        putc(toupper(c), out);
    }
    if (fclose(out) != 0) {
        perror(argv[2]);
        return 1;
    }
    printf("wrote %s\n", argv[2]);
    return 0;
}
