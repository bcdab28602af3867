// Tries to get out of the directory it was given, by every way that has worked against some sandbox. Each attempt must be
// refused. README.md in this folder's parent says what a test puts in the directory beforehand; what is not there makes
// its attempts trivial, so a test should put all of it.
//
// What it changes where it does get out is harmless (access times, empty files beside its directory), so that it may be
// pointed at a sandbox that does not hold.
//
// Prints "confined: N attempts refused", or a line "escaped: ..." for each that was not. With -v, each refusal too.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

// The C library looks at paths before the host sees them, so the imports are declared here as they are.
#define IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(name)))

IMPORT("path_open")
uint16_t raw_open(int dir, int follow, const char *path, int length, int oflags, int64_t rights, int64_t inheriting,
                  int fdflags, int *fd);
IMPORT("path_filestat_get")
uint16_t raw_stat(int dir, int follow, const char *path, int length, void *stat);
IMPORT("path_filestat_set_times")
uint16_t raw_set_times(int dir, int follow, const char *path, int length, int64_t access, int64_t change, int flags);
IMPORT("path_symlink") uint16_t raw_symlink(const char *target, int target_length, int dir, const char *path, int length);
IMPORT("path_link")
uint16_t raw_link(int old_dir, int follow, const char *old, int old_length, int dir, const char *path, int length);
IMPORT("path_rename")
uint16_t raw_rename(int old_dir, const char *old, int old_length, int dir, const char *path, int length);
IMPORT("path_unlink_file") uint16_t raw_unlink(int dir, const char *path, int length);
IMPORT("path_create_directory") uint16_t raw_mkdir(int dir, const char *path, int length);
IMPORT("path_remove_directory") uint16_t raw_rmdir(int dir, const char *path, int length);
IMPORT("path_readlink")
uint16_t raw_readlink(int dir, const char *path, int length, char *into, int size, int *used);

enum { FOLLOW = 1, STAY = 0, ACCESSED_NOW = 2, FIRST_DIRECTORY = 3, LAST_DIRECTORY = 8 };

static const int64_t READ = __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_FILESTAT_GET;
static const int64_t WRITE = __WASI_RIGHTS_FD_WRITE;

static int refused;
static int escaped;
static int verbose;

static void expect_refusal(const char *what, const char *path, uint16_t error) {
    if (error == 0) {
        escaped++;
        printf("escaped: %s: %s\n", what, path);
    } else {
        refused++;
        if (verbose) {
            printf("refused: %s: %s: errno %d\n", what, path, error);
        }
    }
}

static uint16_t open_length(int dir, int follow, const char *path, int length, int oflags, int64_t rights) {
    int fd = -1;
    uint16_t error = raw_open(dir, follow, path, length, oflags, rights, 0, __WASI_FDFLAGS_NONBLOCK, &fd);
    if (error == 0) {
        (void)__wasi_fd_close(fd);
    }
    return error;
}

static void try_open(const char *what, int dir, const char *path) {
    int length = (int)strlen(path);
    expect_refusal(what, path, open_length(dir, STAY, path, length, 0, READ));
    expect_refusal(what, path, open_length(dir, FOLLOW, path, length, 0, READ));
    expect_refusal(what, path, open_length(dir, FOLLOW, path, length, __WASI_OFLAGS_DIRECTORY, READ));
}

static void try_stat(const char *what, int dir, const char *path) {
    uint64_t stat[8];
    expect_refusal(what, path, raw_stat(dir, FOLLOW, path, (int)strlen(path), stat));
    expect_refusal(what, path, raw_set_times(dir, FOLLOW, path, (int)strlen(path), 0, 0, ACCESSED_NOW));
}

// 1: absolute paths, and ".." past the root.
static void paths(int dir) {
    static const char *const outside[] = {
        "/",           "/etc/passwd",        "//etc/passwd",          "/dir/f",          "/inside",
        "..",          "../",                "../secret",             "../../etc/passwd", "inner/../../secret",
        "./../secret", "inner/./../../secret", "inner/../inner/../../secret", ".././secret",     "../../../../../../../../etc/passwd",
    };
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        try_open("path out", dir, outside[i]);
        try_stat("stat of a path out", dir, outside[i]);
    }
    expect_refusal("path with a trailing NUL", "inside\\0", open_length(dir, FOLLOW, "inside\0", 7, 0, READ));
    expect_refusal("path with a NUL inside", "inside\\0/x", open_length(dir, FOLLOW, "inside\0/x", 9, 0, READ));
    expect_refusal("file as a directory", "inside/", open_length(dir, FOLLOW, "inside/", 7, 0, READ));
    expect_refusal("file as a directory", "inside///", open_length(dir, FOLLOW, "inside///", 9, 0, READ));
    expect_refusal("file as a directory", "inside/..", open_length(dir, FOLLOW, "inside/..", 9, 0, READ));
}

// 3 to 7, 12, 17: symbolic links that were there before the guest.
static void links_found(int dir) {
    static const char *const links[] = {
        "passwd",          "passwd/",           "out/passwd",       "out/../etc/passwd", "out/.",
        "up/secret",       "dot/../secret",     "dot/dot/../../secret", "loop-a",         "loop-a/x",
        "proc/self/fd/0",  "proc/self/root/etc/passwd", "proc/self/cwd", "proc/self/environ", "dev/null",
        "dev/zero",        "dev/fd/0",          "inner/up-two/secret",
    };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        try_open("link that was there", dir, links[i]);
        try_stat("stat through a link", dir, links[i]);
    }
    expect_refusal("directory link", "out/", open_length(dir, FOLLOW, "out/", 4, __WASI_OFLAGS_DIRECTORY, READ));
    expect_refusal("directory link", "out", open_length(dir, FOLLOW, "out", 3, __WASI_OFLAGS_DIRECTORY, READ));
    expect_refusal("directory link", "up", open_length(dir, FOLLOW, "up", 2, __WASI_OFLAGS_DIRECTORY, READ));
    char host_path[256];
    int used = 0;
    expect_refusal("host path told", "passwd", raw_readlink(dir, "passwd", 6, host_path, sizeof host_path, &used));
}

// 13: creating a file where a link leads to.
static void dangling(int dir) {
    expect_refusal("file behind a dangling link", "dangling",
                   open_length(dir, FOLLOW, "dangling", 8, __WASI_OFLAGS_CREAT, WRITE));
    expect_refusal("file behind a directory link", "up/made-by-guest",
                   open_length(dir, STAY, "up/made-by-guest", 16, __WASI_OFLAGS_CREAT, WRITE));
    expect_refusal("file outside", "../made-by-guest",
                   open_length(dir, STAY, "../made-by-guest", 16, __WASI_OFLAGS_CREAT, WRITE));
}

// Links of the guest's own. Making one may be allowed; going through it may not.
static void links_made(int dir) {
    static const char *const targets[] = {"/etc/passwd", "/etc/", "/", "../secret", "..", "../", "../../../../etc/passwd",
                                          "dot/../secret", "out/passwd", "/proc/self/fd/0"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        if (raw_symlink(targets[i], (int)strlen(targets[i]), dir, "made", 4) == 0) {
            try_open(targets[i], dir, "made");
            try_open(targets[i], dir, "made/");
            try_open(targets[i], dir, "made/secret");
            try_stat(targets[i], dir, "made");
            if (raw_link(dir, FOLLOW, "made", 4, dir, "hard", 4) == 0) {
                try_open("hard link to a link", dir, "hard");
                (void)raw_unlink(dir, "hard", 4);
            }
            (void)raw_unlink(dir, "made", 4);
        } else {
            refused++;
        }
    }
    expect_refusal("link outside", "../made-by-guest", raw_symlink("inside", 6, dir, "../made-by-guest", 16));
    expect_refusal("link with a trailing slash", "made/", raw_symlink("inside", 6, dir, "made/", 5));
}

// Changing what is outside, without reading it.
static void changes(int dir) {
    expect_refusal("hard link of a path out", "../secret", raw_link(dir, STAY, "../secret", 9, dir, "hard", 4));
    expect_refusal("hard link followed out", "passwd", raw_link(dir, FOLLOW, "passwd", 6, dir, "hard", 4));
    expect_refusal("hard link outside", "../made-by-guest", raw_link(dir, STAY, "inside", 6, dir, "../made-by-guest", 16));
    expect_refusal("rename outside", "../made-by-guest", raw_rename(dir, "inside", 6, dir, "../made-by-guest", 16));
    expect_refusal("rename of a path out", "../secret", raw_rename(dir, "../secret", 9, dir, "taken", 5));
    expect_refusal("rename through a link", "up/secret", raw_rename(dir, "up/secret", 9, dir, "taken", 5));
    expect_refusal("unlink outside", "../secret", raw_unlink(dir, "../secret", 9));
    expect_refusal("unlink through a link", "up/secret", raw_unlink(dir, "up/secret", 9));
    expect_refusal("directory outside", "../made-by-guest", raw_mkdir(dir, "../made-by-guest", 16));
    expect_refusal("directory through a link", "up/made-by-guest", raw_mkdir(dir, "up/made-by-guest", 16));
    expect_refusal("directory removed outside", "../outer", raw_rmdir(dir, "../outer", 8));
}

// A pipe with nobody at its other end must not hold the guest up; whether it opens does not matter.
static void pipe_in_the_way(int dir) {
    (void)open_length(dir, FOLLOW, "fifo", 4, 0, READ);
    refused++;
}

// What does not lead out must work, or being confined would be no feat.
static void inside(int dir) {
    if (open_length(dir, FOLLOW, "inner/../inside", 15, 0, READ) != 0) {
        puts("broken: inner/../inside, which stays inside, does not open");
        escaped++;
    }
}

int main(int argc, char **argv) {
    verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    __wasi_prestat_t found;
    int directories = 0;
    for (int dir = FIRST_DIRECTORY; dir < LAST_DIRECTORY; dir++) {
        if (__wasi_fd_prestat_get(dir, &found) != 0) {
            // Not a directory of ours: nothing may open below it, whatever it is.
            try_open("no directory", dir, "inside");
            continue;
        }
        directories++;
        paths(dir);
        links_found(dir);
        dangling(dir);
        links_made(dir);
        changes(dir);
        pipe_in_the_way(dir);
        inside(dir);
    }
    for (int dir = 0; dir < FIRST_DIRECTORY; dir++) {
        try_open("a stream as a directory", dir, "etc/passwd");
        try_open("a stream as a directory", dir, "inside");
    }
    if (escaped > 0) {
        printf("%d attempts succeeded, %d were refused\n", escaped, refused);
        return 1;
    }
    printf("confined: %d attempts refused in %d directories\n", refused, directories);
    return 0;
}
