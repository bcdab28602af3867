/* What the files about cgroups share among themselves. */
#ifndef WASMRUNNER_LAUNCH_CGROUP_INTERNAL_H
#define WASMRUNNER_LAUNCH_CGROUP_INTERNAL_H

#include "cgroup.h"

extern const char *const v1_names[CONTROLLERS];
extern const char *const v2_names[CONTROLLERS];

/* Says of each limit that the spec asks of a controller why it is not set; error is an errno, or 0. */
void cannot(struct cgroup *group, const struct spec *spec, enum controller controller, const char *what, int error);

/* Make a directory for one controller, or one for several (bits) beneath top. */
void make_v1(struct cgroup *group, const struct spec *spec, enum controller controller);
void make_v2(struct cgroup *group, const struct spec *spec, const char *top, uint32_t controllers);

/* 0 or a negative errno. */
int set_limit(const struct cgroup *group, const struct spec *spec, enum limit limit, uint64_t value);

#endif
