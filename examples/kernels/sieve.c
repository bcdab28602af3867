// Single bytes of memory: the sieve of Eratosthenes, over and over.
#include <stdio.h>
#include <string.h>

enum { LIMIT = 1 << 20, ROUNDS = 300 };

static unsigned char composite[LIMIT];

static int count(void) {
    int primes = 0;
    memset(composite, 0, sizeof composite);
    for (int i = 2; i < LIMIT; i++) {
        if (!composite[i]) {
            primes++;
            for (long j = (long)i * 2; j < LIMIT; j += i) {
                composite[j] = 1;
            }
        }
    }
    return primes;
}

int main(void) {
    long total = 0;
    for (int i = 0; i < ROUNDS; i++) {
        total += count();
    }
    printf("sieve %ld\n", total);
    return 0;
}
