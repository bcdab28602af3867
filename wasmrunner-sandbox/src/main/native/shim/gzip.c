#include "gzip.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define WINDOW 32768
#define INPUT (4 * WINDOW)
#define MIN_MATCH 4
#define MAX_MATCH 258
#define HASHES 32768
/* How many earlier places are tried: more find longer repetitions. */
#define TRIES 8

struct deflate {
    int to;
    int error;
    uint64_t bits;
    unsigned bit_count;
    size_t used;
    uint8_t out[65536];
    /* Positions in the input, modulo 2^32, plus one; 0 is none. */
    uint32_t head[HASHES];
    uint32_t previous[WINDOW];
    /* The window behind, and what is ahead. */
    uint8_t in[WINDOW + INPUT + MAX_MATCH];
    uint32_t crc;
    uint32_t total;
};

static void write_out(struct deflate *d) {
    size_t done = 0;
    while (d->error == 0 && done < d->used) {
        ssize_t count = write(d->to, d->out + done, d->used - done);
        if (count < 0 && errno != EINTR) {
            d->error = -errno;
        }
        done += count > 0 ? (size_t) count : 0;
    }
    d->used = 0;
}

static void put_byte(struct deflate *d, uint8_t byte) {
    if (d->used == sizeof d->out) {
        write_out(d);
    }
    d->out[d->used++] = byte;
}

static void put_bits(struct deflate *d, uint32_t bits, unsigned count) {
    d->bits |= (uint64_t) bits << d->bit_count;
    d->bit_count += count;
    while (d->bit_count >= 8) {
        put_byte(d, (uint8_t) d->bits);
        d->bits >>= 8;
        d->bit_count -= 8;
    }
}

static void put_little_endian(struct deflate *d, uint32_t number) {
    for (int i = 0; i < 4; i++) {
        put_byte(d, (uint8_t) (number >> 8 * i));
    }
}

/* Huffman codes are sent with their first bit first. */
static void put_code(struct deflate *d, uint32_t code, unsigned count) {
    uint32_t turned = 0;
    for (unsigned i = 0; i < count; i++) {
        turned |= (code >> i & 1) << (count - 1 - i);
    }
    put_bits(d, turned, count);
}

/* The fixed code, RFC 1951 section 3.2.6. */
static void put_symbol(struct deflate *d, unsigned symbol) {
    if (symbol < 144) {
        put_code(d, 0x30 + symbol, 8);
    } else if (symbol < 256) {
        put_code(d, 0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
        put_code(d, symbol - 256, 7);
    } else {
        put_code(d, 0xc0 + symbol - 280, 8);
    }
}

/* Section 3.2.5: how many more bits there are doubles what a code stands for. */
static void put_match(struct deflate *d, unsigned length, unsigned distance) {
    unsigned rest = length - 3;
    if (length == MAX_MATCH) {
        put_symbol(d, 285);
    } else if (rest < 8) {
        put_symbol(d, 257 + rest);
    } else {
        unsigned extra = 29 - (unsigned) __builtin_clz(rest);
        put_symbol(d, 257 + 4 * extra + (rest >> extra));
        put_bits(d, rest & ((1U << extra) - 1), extra);
    }
    rest = distance - 1;
    if (rest < 4) {
        put_code(d, rest, 5);
    } else {
        unsigned extra = 30 - (unsigned) __builtin_clz(rest);
        put_code(d, 2 * extra + (rest >> extra), 5);
        put_bits(d, rest & ((1U << extra) - 1), extra);
    }
}

static uint32_t hash(const uint8_t *at) {
    uint32_t four;
    memcpy(&four, at, 4);
    return four * 2654435761U >> 17;
}

static unsigned common(const uint8_t *a, const uint8_t *b, unsigned most) {
    unsigned length = 0;
    while (length < most && a[length] == b[length]) {
        length++;
    }
    return length;
}

static void remember(struct deflate *d, const uint8_t *at, uint32_t position) {
    uint32_t key = hash(at);
    d->previous[position % WINDOW] = d->head[key];
    d->head[key] = position + 1;
}

/* The longest earlier occurrence; 0 when there is none worth a code. What a table claims is looked at before it counts. */
static unsigned find(const struct deflate *d, size_t at, uint32_t position, unsigned most, unsigned *distance) {
    unsigned best = MIN_MATCH - 1;
    uint32_t candidate = d->head[hash(d->in + at)];
    for (int tries = 0; tries < TRIES && candidate != 0 && best < most; tries++) {
        uint32_t back = position - (candidate - 1);
        if (back == 0 || back > WINDOW || back > at) {
            break;
        }
        unsigned length = common(d->in + at - back, d->in + at, most);
        if (length > best) {
            best = length;
            *distance = back;
        }
        candidate = d->previous[(candidate - 1) % WINDOW];
    }
    return best >= MIN_MATCH ? best : 0;
}

/* What stands from at to end, as far as matches need not look beyond, or all of it when it is the last. */
static size_t compress(struct deflate *d, size_t at, size_t end, uint32_t base, bool last) {
    size_t stop = last ? end : end - (end - at < MAX_MATCH ? end - at : MAX_MATCH);
    while (at < stop) {
        size_t ahead = end - at;
        unsigned distance = 0;
        unsigned length = 0;
        if (ahead >= MIN_MATCH) {
            unsigned most = ahead < MAX_MATCH ? (unsigned) ahead : MAX_MATCH;
            length = find(d, at, base + (uint32_t) at, most, &distance);
            remember(d, d->in + at, base + (uint32_t) at);
        }
        if (length == 0) {
            put_symbol(d, d->in[at++]);
            continue;
        }
        put_match(d, length, distance);
        for (size_t next = at + 1; next < at + length && next + MIN_MATCH <= end; next += 2) {
            remember(d, d->in + next, base + (uint32_t) next);
        }
        at += length;
    }
    return at;
}

static void count_in(struct deflate *d, const uint8_t *bytes, size_t count) {
    static uint32_t table[256];
    if (table[1] == 0) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t c = i;
            for (int j = 0; j < 8; j++) {
                c = c >> 1 ^ ((c & 1) != 0 ? 0xedb88320U : 0);
            }
            table[i] = c;
        }
    }
    uint32_t crc = ~d->crc;
    for (size_t i = 0; i < count; i++) {
        crc = table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
    }
    d->crc = ~crc;
    d->total += (uint32_t) count;
}

int gzip(int from, int to) {
    static struct deflate d;
    static const uint8_t header[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255};
    memset(&d, 0, sizeof d);
    d.to = to;
    for (size_t i = 0; i < sizeof header; i++) {
        put_byte(&d, header[i]);
    }
    /* One block, the last, with the fixed code. */
    put_bits(&d, 1 | 1 << 1, 3);
    size_t at = 0;
    size_t end = 0;
    uint32_t base = 0;
    bool last = false;
    while (!last && d.error == 0) {
        if (at > WINDOW) {
            size_t gone = at - WINDOW;
            memmove(d.in, d.in + gone, end - gone);
            at -= gone;
            end -= gone;
            base += (uint32_t) gone;
        }
        ssize_t count = read(from, d.in + end, sizeof d.in - end);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return -errno;
        }
        count_in(&d, d.in + end, (size_t) count);
        end += (size_t) count;
        last = count == 0;
        at = compress(&d, at, end, base, last);
    }
    put_symbol(&d, 256);
    put_bits(&d, 0, 7);
    put_little_endian(&d, d.crc);
    put_little_endian(&d, d.total);
    write_out(&d);
    return d.error;
}
