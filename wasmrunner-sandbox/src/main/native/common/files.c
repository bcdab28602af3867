#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool join_path(char path[PATH_MAX], const char *directory, const char *name) {
    size_t end = strlen(directory);
    while (end > 0 && directory[end - 1] == '/') {
        end--;
    }
    while (*name == '/') {
        name++;
    }
    int length = snprintf(path, PATH_MAX, "%.*s/%s", (int) end, directory, name);
    return length > 0 && length < PATH_MAX;
}

ssize_t read_text(const char *path, char *text, size_t size) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return -errno;
    }
    size_t used = 0;
    ssize_t count = 1;
    while (used < size - 1 && count > 0) {
        count = read(file, text + used, size - 1 - used);
        used += count > 0 ? (size_t) count : 0;
    }
    int error = count < 0 ? errno : 0;
    close(file);
    text[used] = '\0';
    return error != 0 ? -error : (ssize_t) used;
}

int write_text(const char *directory, const char *name, const char *text, bool make) {
    char path[PATH_MAX];
    if (!join_path(path, directory, name)) {
        return -ENAMETOOLONG;
    }
    int file = open(path, O_WRONLY | O_CLOEXEC | (make ? O_CREAT | O_APPEND : 0), 0644);
    if (file < 0) {
        return -errno;
    }
    ssize_t written = write(file, text, strlen(text));
    int error = written < 0 ? -errno : 0;
    close(file);
    return error;
}
