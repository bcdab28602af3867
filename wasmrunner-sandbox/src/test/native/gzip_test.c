/* Writes pairs, a file and the same compressed; who runs these tests compares them. */
#include "gzip.h"

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void compress(const char *bytes, size_t length) {
    char plain[4200];
    char packed[4300];
    snprintf(plain, sizeof plain, "%s/plain", test_directory());
    snprintf(packed, sizeof packed, "%s.gz", plain);
    FILE *file = fopen(plain, "w");
    CHECK(file != NULL && fwrite(bytes, 1, length, file) == length);
    fclose(file);
    int from = open(plain, O_RDONLY);
    int to = open(packed, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CHECK(gzip(from, to) == 0);
    close(from);
    close(to);
}

TEST(short_texts_are_compressed) {
    compress("", 0);
    compress("a", 1);
    compress("abcabcabcabcabcabcabcabcabc", 27);
    compress("\xff\x90\x8f\x00\x01", 5);
}

TEST(all_lengths_and_distances_are_compressed) {
    size_t length = 0;
    char *text = malloc(1 << 22);
    for (unsigned distance = 4; distance <= 32768; distance += distance / 3 + 1) {
        for (unsigned match = 4; match < 300; match += 7) {
            if (length + distance + match > 1 << 22) {
                break;
            }
            for (unsigned i = 0; i < distance; i++) {
                text[length++] = (char) rand();
            }
            for (unsigned i = 0; i < match; i++, length++) {
                text[length] = text[length - distance];
            }
        }
    }
    compress(text, length);
    memset(text, 'x', 1 << 22);
    compress(text, 1 << 22);
    free(text);
}

TEST(a_log_is_compressed) {
    size_t size = 3000000;
    char *text = malloc(size + 200);
    size_t used = 0;
    for (unsigned i = 0; used < size; i++) {
        used += (size_t) sprintf(text + used, "{\"log\":\"request %u took %u ms\\n\",\"stream\":\"stdout\",\"time\":\"%d\"}\n",
                                 i, i * 7919 % 1000, rand());
    }
    compress(text, used);
    free(text);
}

TEST(an_error_is_said) {
    CHECK(gzip(-1, -1) == -EBADF);
    int null = open("/dev/null", O_RDWR);
    int full = open("/dev/full", O_WRONLY);
    CHECK(gzip(null, full) == -ENOSPC);
    close(null);
    close(full);
}

void gzip_tests(void) {
    RUN(short_texts_are_compressed);
    RUN(all_lengths_and_distances_are_compressed);
    RUN(a_log_is_compressed);
    RUN(an_error_is_said);
}
