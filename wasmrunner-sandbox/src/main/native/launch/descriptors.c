/* The worker inherits what the spec names, and nothing else. */
#include "closing.h"
#include "launch.h"

void close_from(int first) {
    close_from_to((unsigned) first, ~0U);
}

void close_others(const struct spec *spec, int also) {
    int kept[SPEC_MAX_KEPT];
    size_t count = spec_kept(spec, kept);
    unsigned next = 3;
    for (size_t i = 0; i <= count; i++) {
        unsigned end = i < count ? (unsigned) kept[i] : ~0U;
        if (also >= (int) next && (unsigned) also < end) {
            close_from_to(next, (unsigned) also - 1);
            next = (unsigned) also + 1;
        }
        close_from_to(next, i < count ? end - 1 : end);
        next = end + 1;
    }
}
