#include "opensockets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Which field of a line of /proc/net/tcp is the inode; 0 there when no process has the socket any more. */
#define INODE_FIELD 9

void open_tables(struct open_sockets *open) {
    open->tables[0] = openat(AT_FDCWD, "/proc/self/net/tcp", O_RDONLY | O_CLOEXEC);
    open->tables[1] = openat(AT_FDCWD, "/proc/self/net/tcp6", O_RDONLY | O_CLOEXEC);
}

static uint64_t inode_of(const char *line) {
    const char *at = line;
    for (int field = 0; field < INODE_FIELD; field++) {
        at += strspn(at, " ");
        at += strcspn(at, " ");
    }
    return strtoull(at, NULL, 10);
}

static int compare(const void *a, const void *b) {
    uint64_t first = *(const uint64_t *) a;
    uint64_t second = *(const uint64_t *) b;
    return first < second ? -1 : first > second ? 1 : 0;
}

static void note(const struct open_sockets *open, bool *alive, const char *line) {
    uint64_t inode = inode_of(line);
    const uint64_t *found = bsearch(&inode, open->inodes, open->count, sizeof inode, compare);
    if (inode != 0 && found != NULL) {
        alive[found - open->inodes] = true;
    }
}

/* False when the table could not be read to its end. */
static bool look(const struct open_sockets *open, bool *alive, int table) {
    static char buffer[65536];
    size_t used = 0;
    if (lseek(table, 0, SEEK_SET) != 0) {
        return false;
    }
    for (;;) {
        ssize_t count = read(table, buffer + used, sizeof buffer - 1 - used);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return count == 0;
        }
        used += (size_t) count;
        buffer[used] = '\0';
        char *line = buffer;
        for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = '\0';
            note(open, alive, line);
        }
        used -= (size_t) (line - buffer);
        memmove(buffer, line, used);
        if (used == sizeof buffer - 1) {
            return false;
        }
    }
}

static void forget_closed(struct open_sockets *open) {
    static bool alive[OPEN_MAX_SOCKETS];
    memset(alive, 0, sizeof alive);
    qsort(open->inodes, open->count, sizeof *open->inodes, compare);
    for (int i = 0; i < 2; i++) {
        /* Without IPv6 there is one table only. */
        if (open->tables[i] < 0 ? i == 0 : !look(open, alive, open->tables[i])) {
            return;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < open->count; i++) {
        if (alive[i]) {
            open->inodes[kept++] = open->inodes[i];
        }
    }
    open->count = kept;
}

bool open_has_room(struct open_sockets *open) {
    if (open->limit != 0 && open->count >= open->limit) {
        forget_closed(open);
    }
    return open->limit == 0 || open->count < open->limit;
}

void open_add(struct open_sockets *open, int socket) {
    struct stat found;
    if (open->limit != 0 && open->count < OPEN_MAX_SOCKETS && fstat(socket, &found) == 0) {
        open->inodes[open->count++] = found.st_ino;
    }
}
