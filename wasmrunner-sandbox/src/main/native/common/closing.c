#include "closing.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

void close_from_to(unsigned first, unsigned last) {
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0) {
        return;
    }
    /* Before Linux 5.9. */
    struct rlimit limit;
    unsigned top = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < last ? (unsigned) limit.rlim_cur : last;
    for (unsigned i = first; i <= top; i++) {
        close((int) i);
    }
}
