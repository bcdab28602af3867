#include "devices.h"

#include "files.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static void add(struct devices *devices, unsigned major, unsigned minor) {
    for (size_t i = 0; i < devices->count; i++) {
        if (devices->of[i].major == major && devices->of[i].minor == minor) {
            return;
        }
    }
    if (devices->count < DEVICES_MAX) {
        devices->of[devices->count].major = major;
        devices->of[devices->count].minor = minor;
        devices->count++;
    }
}

static void add_disk(struct devices *devices, dev_t device) {
    unsigned number[2] = {major(device), minor(device)};
    char path[96];
    char text[32];
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u", number[0], number[1]);
    if (access(path, F_OK) != 0) {
        return;
    }
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u/partition", number[0], number[1]);
    if (access(path, F_OK) == 0) {
        snprintf(path, sizeof path, "/sys/dev/block/%u:%u/../dev", number[0], number[1]);
        if (read_text(path, text, sizeof text) < 0 || sscanf(text, "%u:%u", &number[0], &number[1]) != 2) {
            return;
        }
    }
    add(devices, number[0], number[1]);
}

void devices_of(struct devices *devices, const struct spec *spec) {
    devices->count = 0;
    struct stat found;
    static const enum key keys[] = {KEY_WRITE_FD, KEY_READ_FD, KEY_FD};
    for (int i = 0; i < 3; i++) {
        for (const char *at = NULL; (at = spec_next(spec, keys[i], at)) != NULL;) {
            if (fstat((int) spec_number(at), &found) == 0) {
                add_disk(devices, found.st_dev);
            }
        }
    }
    for (const char *at = NULL; (at = spec_next(spec, KEY_READ, at)) != NULL;) {
        if (stat(at, &found) == 0) {
            add_disk(devices, found.st_dev);
        }
    }
}
