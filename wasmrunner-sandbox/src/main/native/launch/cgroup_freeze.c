/* The freezer of version 2, which every cgroup of its has. */
#include "cgroup.h"
#include "files.h"

#include <string.h>

static const char *unified_place(const struct cgroup *group) {
    for (int i = 0; i < CONTROLLERS; i++) {
        if (group->version2[i] && group->place[i][0] != '\0') {
            return group->place[i];
        }
    }
    return NULL;
}

bool cgroup_can_freeze(const struct cgroup *group) {
    char path[PATH_MAX];
    char text[16];
    const char *place = unified_place(group);
    return place != NULL && join_path(path, place, "cgroup.freeze") && read_text(path, text, sizeof text) > 0;
}

bool cgroup_freeze(const struct cgroup *group, bool on) {
    return cgroup_can_freeze(group) && write_text(unified_place(group), "cgroup.freeze", on ? "1" : "0", false) == 0;
}

bool cgroup_frozen(const struct cgroup *group) {
    char path[PATH_MAX];
    char text[1024];
    const char *place = unified_place(group);
    return place != NULL && join_path(path, place, "cgroup.events") && read_text(path, text, sizeof text) > 0
           && strstr(text, "frozen 1\n") != NULL;
}
