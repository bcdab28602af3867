// SHA-256 (FIPS 180-4) of 128 MiB of bytes: rotations and additions of 32-bit integers.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 1 << 20, CHUNKS = 128 };

static uint32_t k[64];
static uint32_t h[8];
static uint8_t data[CHUNK];

static uint32_t rotate(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

// The first 32 bits of the fractional part.
static uint32_t fraction(double x) {
    return (uint32_t)((x - floor(x)) * 4294967296.0);
}

static int is_prime(int n) {
    for (int d = 2; d * d <= n; d++) {
        if (n % d == 0) {
            return 0;
        }
    }
    return 1;
}

// The constants are the fractions of the square and cube roots of the first primes.
static void set_up(void) {
    int found = 0;
    for (int n = 2; found < 64; n++) {
        if (is_prime(n)) {
            if (found < 8) {
                h[found] = fraction(sqrt(n));
            }
            k[found++] = fraction(cbrt(n));
        }
    }
}

static uint32_t big_endian(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void block(const uint8_t *p) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) {
        w[i] = big_endian(p + 4 * i);
    }
    for (int i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t v[8];
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + choice + k[i] + w[i];
        uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        v[7] = v[6];
        v[6] = v[5];
        v[5] = v[4];
        v[4] = v[3] + t1;
        v[3] = v[2];
        v[2] = v[1];
        v[1] = v[0];
        v[0] = t1 + s0 + majority;
    }
    for (int i = 0; i < 8; i++) {
        h[i] += v[i];
    }
}

int main(void) {
    set_up();
    for (int i = 0; i < CHUNK; i++) {
        data[i] = (uint8_t)(i * 31 + (i >> 8));
    }
    for (int c = 0; c < CHUNKS; c++) {
        for (int i = 0; i < CHUNK; i += 64) {
            block(data + i);
        }
    }
    uint8_t last[64] = {0x80};
    uint64_t bits = (uint64_t)CHUNK * CHUNKS * 8;
    for (int i = 0; i < 8; i++) {
        last[56 + i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    block(last);
    printf("sha256 ");
    for (int i = 0; i < 8; i++) {
        printf("%08x", (unsigned)h[i]);
    }
    printf("\n");
    return 0;
}
