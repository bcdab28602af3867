// Opens the directory given as its argument over and over, closing nothing, until that fails.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : "/";
    for (int opened = 0;; opened++) {
        if (open(path, O_RDONLY | O_DIRECTORY) < 0) {
            int error = errno;
            printf("opened %d, then: %s\n", opened, strerror(error));
            return error == EMFILE || error == ENFILE ? 0 : 1;
        }
        if (opened == 1000000) {
            puts("opened a million");
            return 1;
        }
    }
}
