// Writes a file in the directory given as its argument until that fails.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char block[65536];
    char path[256];
    snprintf(path, sizeof path, "%s/filler", argc > 1 ? argv[1] : "");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd < 0) {
        perror("disk: cannot create the file");
        return 2;
    }
    for (long long written = 0;;) {
        ssize_t put = write(fd, block, sizeof block);
        if (put <= 0) {
            printf("wrote %lld bytes, then: %s\n", written, strerror(errno));
            return 1;
        }
        written += put;
    }
}
