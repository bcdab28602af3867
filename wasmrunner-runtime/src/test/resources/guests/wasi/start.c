// Says that it has started, and why it cannot open a file.
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    FILE *file = fopen("/file", "r");
    printf("started; %s\n", file ? "opened" : strerror(errno));
    return 0;
}
