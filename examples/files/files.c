// Does what programs do with files, under a directory given as its argument, and checks each result.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int checks;
static int failures;

static void check(const char *what, int right) {
    checks++;
    if (!right) {
        failures++;
    }
    printf("%s: %s\n", right ? "ok" : "FAILED", what);
}

static void write_and_read(void) {
    char got[32] = {0};
    int fd = open("one", O_RDWR | O_CREAT | O_EXCL, 0644);
    check("a new file opens", fd >= 0);
    check("eleven bytes are written", write(fd, "hello world", 11) == 11);
    check("seeking back works", lseek(fd, 6, SEEK_SET) == 6);
    check("what was written is read", read(fd, got, sizeof got) == 5 && strcmp(got, "world") == 0);
    check("writing at a place works", pwrite(fd, "W", 1, 6) == 1);
    memset(got, 0, sizeof got);
    check("reading at a place works", pread(fd, got, 5, 6) == 5 && strcmp(got, "World") == 0);
    check("the file is synced", fsync(fd) == 0);
    check("the file closes", close(fd) == 0);
    check("a closed file cannot be read", read(fd, got, 1) < 0 && errno == EBADF);
    check("a file that exists is not created", open("one", O_RDWR | O_CREAT | O_EXCL, 0644) < 0 && errno == EEXIST);
    check("a file that does not exist is not found", open("nothing", O_RDONLY) < 0 && errno == ENOENT);
}

static void append_and_truncate(void) {
    struct stat info;
    int fd = open("one", O_WRONLY | O_APPEND);
    check("appending works", write(fd, "!!", 2) == 2);
    check("the size has grown", fstat(fd, &info) == 0 && info.st_size == 13);
    close(fd);
    fd = open("one", O_RDWR);
    check("truncating works", ftruncate(fd, 5) == 0 && fstat(fd, &info) == 0 && info.st_size == 5);
    check("extending works", ftruncate(fd, 100) == 0 && fstat(fd, &info) == 0 && info.st_size == 100);
    close(fd);
    fd = open("one", O_WRONLY | O_TRUNC);
    check("opening can truncate", fstat(fd, &info) == 0 && info.st_size == 0);
    close(fd);
}

static void times(void) {
    struct stat info;
    struct timespec when[2] = {{.tv_sec = 1000000000, .tv_nsec = 5000}, {.tv_sec = 1234567890, .tv_nsec = 7000}};
    check("times are set", utimensat(AT_FDCWD, "one", when, 0) == 0);
    check("times are kept", stat("one", &info) == 0 && info.st_mtim.tv_sec == 1234567890 && info.st_mtim.tv_nsec == 7000
                                && info.st_atim.tv_sec == 1000000000);
}

static void directories(void) {
    struct stat info;
    check("a directory is made", mkdir("dir", 0755) == 0);
    check("it is a directory", stat("dir", &info) == 0 && S_ISDIR(info.st_mode));
    check("it is not made twice", mkdir("dir", 0755) < 0 && errno == EEXIST);
    check("a file moves into it", rename("one", "dir/two") == 0 && stat("dir/two", &info) == 0);
    check("the old name is gone", stat("one", &info) < 0 && errno == ENOENT);
    check("a full directory is not removed", rmdir("dir") < 0 && errno == ENOTEMPTY);
    check("a directory is not unlinked", unlink("dir") < 0);

    int found = 0;
    int others = 0;
    DIR *dir = opendir("dir");
    check("a directory is listed", dir != NULL);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (strcmp(entry->d_name, "two") == 0 && entry->d_type == DT_REG) {
            found++;
        } else if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            others++;
        }
    }
    check("the list holds the file alone", found == 1 && others == 0);
    if (dir) {
        closedir(dir);
    }
}

static void many_entries(void) {
    char name[32];
    int made = 0;
    int listed = 0;
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "dir/a-rather-long-name-%03d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0644);
        made += fd >= 0;
        close(fd);
    }
    check("three hundred files are made", made == 300);
    DIR *dir = opendir("dir");
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        listed += strncmp(entry->d_name, "a-rather", 8) == 0;
    }
    if (dir) {
        closedir(dir);
    }
    check("each is listed once", listed == 300);
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "dir/a-rather-long-name-%03d", i);
        made -= unlink(name) == 0;
    }
    check("all are unlinked", made == 0);
}

static void links(void) {
    char target[32] = {0};
    struct stat info;
    check("a symbolic link is made", symlink("dir/two", "link") == 0);
    check("its target is read", readlink("link", target, sizeof target) == 7 && strcmp(target, "dir/two") == 0);
    check("it is a link when not followed", lstat("link", &info) == 0 && S_ISLNK(info.st_mode));
    check("it is the file when followed", stat("link", &info) == 0 && S_ISREG(info.st_mode));
    check("a hard link is made", link("dir/two", "hard") == 0 && stat("hard", &info) == 0 && info.st_nlink == 2);
    check("all are unlinked", unlink("link") == 0 && unlink("hard") == 0);
}

static void clean_up(void) {
    check("the file is unlinked", unlink("dir/two") == 0);
    check("it is not unlinked twice", unlink("dir/two") < 0 && errno == ENOENT);
    check("the empty directory is removed", rmdir("dir") == 0);
}

int main(int argc, char **argv) {
    if (chdir(argc > 1 ? argv[1] : "/") != 0) {
        perror("files: cannot enter the directory");
        return 2;
    }
    write_and_read();
    append_and_truncate();
    times();
    directories();
    many_entries();
    links();
    clean_up();
    printf("%d checks, %d failed\n", checks, failures);
    return failures ? 1 : 0;
}
