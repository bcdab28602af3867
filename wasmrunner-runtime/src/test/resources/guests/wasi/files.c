/* Does with files what programs do, and prints what came of it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void check(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

static void list(const char *path) {
    DIR *dir = opendir(path);
    char *names[64];
    int count = 0;
    for (struct dirent *entry; dir && count < 64 && (entry = readdir(dir));) {
        if (entry->d_name[0] != '.') {
            names[count++] = strdup(entry->d_name);
        }
    }
    closedir(dir);
    for (int i = 1; i < count; i++) {
        for (int j = i; j > 0 && strcmp(names[j - 1], names[j]) > 0; j--) {
            char *swapped = names[j];
            names[j] = names[j - 1];
            names[j - 1] = swapped;
        }
    }
    printf("list:");
    for (int i = 0; i < count; i++) {
        printf(" %s", names[i]);
    }
    printf("\n");
}

int main(int argc, char **argv) {
    char text[64] = "";
    struct stat stat_of;
    printf("%d %s %s\n", argc, argv[1], getenv("GREETING"));

    check("mkdir", mkdir("/dir", 0777));
    FILE *file = fopen("/dir/one", "w");
    fprintf(file, "first line\n");
    fclose(file);
    file = fopen("/dir/one", "a+");
    fprintf(file, "second line\n");
    fseek(file, 6, SEEK_SET);
    printf("read: %s", fgets(text, sizeof text, file));
    fclose(file);

    check("rename", rename("/dir/one", "/dir/two"));
    check("symlink", symlink("two", "/dir/link"));
    check("link", link("/dir/two", "/dir/three"));
    memset(text, 0, sizeof text);
    readlink("/dir/link", text, sizeof text);
    printf("readlink: %s\n", text);
    list("/dir");

    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 1000000000}};
    check("utimensat", utimensat(AT_FDCWD, "/dir/two", times, 0));
    stat("/dir/link", &stat_of);
    printf("stat: %lld bytes, %lld, %d links\n", (long long)stat_of.st_size, (long long)stat_of.st_mtim.tv_sec,
           (int)stat_of.st_nlink);
    lstat("/dir/link", &stat_of);
    printf("lstat: %s\n", S_ISLNK(stat_of.st_mode) ? "a link" : "no link");
    check("truncate", truncate("/dir/three", 5));

    check("open outside", open("/../etc/passwd", O_RDONLY));
    check("symlink outside", symlink("/etc", "/dir/out"));
    check("rmdir", rmdir("/dir"));
    check("unlink", unlink("/dir/two"));
    unlink("/dir/three");
    unlink("/dir/link");
    check("rmdir", rmdir("/dir"));

    struct pollfd input = {.fd = 0, .events = POLLIN};
    printf("poll: %d\n", poll(&input, 1, 1000));
    while (fgets(text, sizeof text, stdin)) {
        printf("input: %s", text);
    }
    fflush(stdout);
    fprintf(stderr, "done\n");
    return 42;
}
