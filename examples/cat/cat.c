// Copies standard input to standard output, 64 KiB at a time.
#include <stdio.h>
#include <unistd.h>

static char buffer[65536];

int main(void) {
    for (;;) {
        ssize_t got = read(0, buffer, sizeof buffer);
        if (got == 0) {
            return 0;
        }
        if (got < 0) {
            perror("cat: cannot read standard input");
            return 1;
        }
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(1, buffer + done, (size_t)(got - done));
            if (put < 0) {
                perror("cat: cannot write standard output");
                return 1;
            }
            done += put;
        }
    }
}
