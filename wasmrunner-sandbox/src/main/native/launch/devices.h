/* The block devices under what the worker may read and write. */
#ifndef WASMRUNNER_LAUNCH_DEVICES_H
#define WASMRUNNER_LAUNCH_DEVICES_H

#include "spec.h"

#define DEVICES_MAX 16

struct devices {
    size_t count;
    struct {
        unsigned major, minor;
    } of[DEVICES_MAX];
};

/* Whole disks, since throttling knows no partitions; file systems on none (tmpfs, overlay, btrfs) are left out. */
void devices_of(struct devices *devices, const struct spec *spec);

#endif
