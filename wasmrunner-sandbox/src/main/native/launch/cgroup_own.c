/* Where this process is itself. */
#include "cgroup_internal.h"
#include "files.h"

#include <string.h>
#include <unistd.h>

static bool names_controller(const char *list, size_t length, const char *name) {
    size_t want = strlen(name);
    for (const char *at = list; at < list + length;) {
        const char *comma = memchr(at, ',', (size_t) (list + length - at));
        size_t part = comma == NULL ? (size_t) (list + length - at) : (size_t) (comma - at);
        if (part == want && memcmp(at, name, want) == 0) {
            return true;
        }
        at += part + 1;
    }
    return false;
}

bool cgroup_own(const struct cgroup *group, enum controller controller, bool version2, char path[PATH_MAX]) {
    char text[16384];
    char self[PATH_MAX];
    bool given = group->fake && join_path(self, group->root, "self") && access(self, F_OK) == 0;
    if (read_text(given || group->fake ? self : "/proc/self/cgroup", text, sizeof text) < 0) {
        /* A stand-in without one: as if at the top. */
        strcpy(path, "/");
        return group->fake;
    }
    char *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
        char *list = strchr(line, ':');
        char *own = list == NULL ? NULL : strchr(list + 1, ':');
        if (own == NULL || own[1] != '/' || strstr(own, "/..") != NULL || strlen(own + 1) >= PATH_MAX) {
            continue;
        }
        size_t length = (size_t) (own - list - 1);
        bool found = version2 ? length == 0 : names_controller(list + 1, length, v1_names[controller]);
        if (found) {
            strcpy(path, own + 1);
            return true;
        }
    }
    return false;
}
