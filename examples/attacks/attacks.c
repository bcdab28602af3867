// A guest that means harm: it tries, in turn, twenty-two attacks on the host that runs it, and prints what it got. Each line is
// "refused" with the reason the guest was given, or "GOT" with what it got. Exits with the number of those.
//
// Run it with this directory, read-only, at /box. Where an attack succeeds it does no harm: what it changes there is
// victim.txt and names of its own.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

// The C library looks at paths before the host sees them, so the imports are declared here as they are.
#define IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(name)))

IMPORT("path_open")
uint16_t raw_open(int dir, int follow, const char *path, int length, int oflags, int64_t rights, int64_t inheriting,
                  int fdflags, int *fd);
IMPORT("path_symlink") uint16_t raw_symlink(const char *target, int target_length, int dir, const char *path, int length);
IMPORT("path_link")
uint16_t raw_link(int old_dir, int follow, const char *old, int old_length, int dir, const char *path, int length);
IMPORT("path_rename")
uint16_t raw_rename(int old_dir, const char *old, int old_length, int dir, const char *path, int length);
IMPORT("path_unlink_file") uint16_t raw_unlink(int dir, const char *path, int length);
IMPORT("path_create_directory") uint16_t raw_mkdir(int dir, const char *path, int length);
IMPORT("path_filestat_set_times")
uint16_t raw_set_times(int dir, int follow, const char *path, int length, int64_t access, int64_t change, int flags);
IMPORT("path_filestat_get") uint16_t raw_stat(int dir, int follow, const char *path, int length, void *stat);
IMPORT("random_get") uint16_t raw_random(uint32_t into, uint32_t length);
IMPORT("fd_write") uint16_t raw_write(int fd, uint32_t vectors, int count, uint32_t written);
IMPORT("fd_renumber") uint16_t raw_renumber(int from, int to);
IMPORT("fd_read") uint16_t raw_read(int fd, uint32_t vectors, int count, uint32_t got);
IMPORT("sock_accept") uint16_t raw_accept(int fd, int flags, int *accepted);
IMPORT("sock_send") uint16_t raw_send(int fd, const void *vectors, int count, int flags, int *sent);

enum { BOX = 3, FOLLOW = 1, STAY = 0, CREATE = 1, TRUNCATE = 8, TIMES_NOW = 2 | 8 };

static const int64_t READ = __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK;
static const int64_t WRITE = __WASI_RIGHTS_FD_WRITE;

static int tried;
static int got;

static void report(const char *attack, uint16_t error) {
    tried++;
    if (error == 0) {
        got++;
        printf("%2d  GOT      %s\n", tried, attack);
    } else {
        printf("%2d  refused  %-58s %s\n", tried, attack, strerror(error));
    }
}

static uint16_t try_open(const char *path, int oflags, int64_t rights) {
    int fd = -1;
    uint16_t error = raw_open(BOX, FOLLOW, path, (int)strlen(path), oflags, rights, 0, 0, &fd);
    if (error == 0) {
        (void)__wasi_fd_close(fd);
    }
    return error;
}

static void files(void) {
    report("read /etc/passwd", try_open("/etc/passwd", 0, READ));
    report("read ../../../../../../etc/passwd", try_open("../../../../../../etc/passwd", 0, READ));
    report("read the password hashes", try_open("../../../../../../etc/shadow", 0, READ));
    report("read the environment of the process", try_open("/proc/self/environ", 0, READ));
    report("write to the memory of the process", try_open("/proc/self/mem", 0, WRITE));
    report("open a device", try_open("/dev/mem", 0, READ));
    report("plant a program for root to run", try_open("/etc/cron.d/attack", CREATE, WRITE));
    report("make a symbolic link that leads out", raw_symlink("/etc/passwd", 11, BOX, "out", 3));
    report("make a hard link to a file outside", raw_link(BOX, STAY, "../../etc/passwd", 16, BOX, "in", 2));
    report("move a file of the host in", raw_rename(BOX, "../../etc/passwd", 16, BOX, "in", 2));
    report("ask whether a file outside exists", raw_stat(BOX, FOLLOW, "../../../../etc/shadow", 22, (uint64_t[8]){0}));
}

static void read_only(void) {
    report("make a file in the read-only directory", try_open("new", CREATE, WRITE));
    report("cut a file of the read-only directory short", try_open("victim.txt", TRUNCATE, READ));
    report("remove a file of the read-only directory", raw_unlink(BOX, "victim.txt", 10));
    report("backdate a file of the read-only directory", raw_set_times(BOX, FOLLOW, "victim.txt", 10, 0, 0, TIMES_NOW));
}

static void descriptors(void) {
    uint32_t into[2] = {0, 0};
    uint16_t error = __WASI_ERRNO_BADF;
    // Whatever the host has open besides what it gave.
    for (int fd = BOX + 1; fd < 1024 && error == __WASI_ERRNO_BADF; fd++) {
        error = raw_read(fd, (uint32_t)(uintptr_t)into, 1, (uint32_t)(uintptr_t)into);
    }
    report("read the descriptors that the host has open", error);
    report("talk over a socket", raw_send(1, into, 1, 0, (int *)into));
    report("accept connections", raw_accept(BOX, 0, (int *)into));
}

static void memory(void) {
    report("have the host write random numbers all over itself", raw_random(16, UINT32_MAX));
    uint32_t vector[2] = {UINT32_MAX - 8, 4096};
    report("have the host print its own memory",
           raw_write(1, (uint32_t)(uintptr_t)vector, 1, (uint32_t)(uintptr_t)vector));
    report("take four gigabytes of memory", __builtin_wasm_memory_grow(0, 65535 - __builtin_wasm_memory_size(0)) == (size_t)-1
                                                ? __WASI_ERRNO_NOMEM
                                                : 0);
}

static void secrets(void) {
    report("see the user's variables", getenv("PATH") || getenv("HOME") ? 0 : __WASI_ERRNO_NOENT);
}

int main(void) {
    files();
    read_only();
    descriptors();
    memory();
    secrets();
    printf("%d attacks, %d refused\n", tried, tried - got);
    return got;
}
