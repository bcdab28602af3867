// Prints without end, 4 KiB at a time.
#include <string.h>
#include <unistd.h>

int main(void) {
    char page[4096];
    memset(page, 'x', sizeof page);
    for (size_t i = 63; i < sizeof page; i += 64) {
        page[i] = '\n';
    }
    while (write(1, page, sizeof page) > 0) {
    }
    return 1;
}
