#include "files.h"
#include "shim.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_DIARY (64 * 1024)

bool folder_path(const struct shim *shim, const char *name, char path[PATH_MAX]) {
    return join_path(path, shim->config.value[CONFIG_FOLDER], name);
}

int diary_open(const struct shim *shim) {
    char path[PATH_MAX];
    struct stat found;
    if (!folder_path(shim, "shim.log", path)) {
        return -1;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (file >= 0 && fstat(file, &found) == 0 && found.st_size > MAX_DIARY) {
        (void) !ftruncate(file, 0);
    }
    return file;
}

void diary(const struct shim *shim, const char *format, ...) {
    char text[MAX_SETTLE_OUTPUT + 512];
    char time[TIME_BYTES];
    struct timespec now;
    int file = diary_open(shim);
    if (file < 0) {
        return;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    format_time(time, &now);
    size_t used = (size_t) snprintf(text, sizeof text, "%s ", time);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + used, sizeof text - used - 1, format, arguments);
    va_end(arguments);
    strcat(text, "\n");
    (void) !write(file, text, strlen(text));
    close(file);
}
