/* Where a cgroup can be made: as near to this process's own as may be written. */
#include "cgroup_internal.h"
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "wasmrunner-"
/* After so many seconds a group in which nothing runs is one that a killed launcher left. */
#define LEFT_SECONDS 60

/* From a path of a hierarchy to that of its parent; false at the top. */
static bool upwards(char *path) {
    char *slash = strrchr(path, '/');
    if (slash == NULL || path[1] == '\0') {
        return false;
    }
    slash[slash == path ? 1 : 0] = '\0';
    return true;
}

/* The kernel keeps a group in which something runs. A sixteenth of them at each start, by the id: all, in time. */
static void remove_left(const char *parent, const char *id) {
    DIR *groups = opendir(parent);
    if (groups == NULL) {
        return;
    }
    time_t then = time(NULL) - LEFT_SECONDS;
    for (const struct dirent *one = readdir(groups); one != NULL; one = readdir(groups)) {
        struct stat found;
        if (strncmp(one->d_name, PREFIX, strlen(PREFIX)) == 0 && one->d_name[strlen(PREFIX)] == id[0]
            && fstatat(dirfd(groups), one->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 && found.st_mtime < then) {
            unlinkat(dirfd(groups), one->d_name, AT_REMOVEDIR);
        }
    }
    closedir(groups);
}

static bool make_in(const char *parent, const char *id, char place[PATH_MAX]) {
    char name[96];
    snprintf(name, sizeof name, PREFIX "%s", id);
    if (!join_path(place, parent, name)) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (mkdir(place, 0755) == 0) {
        remove_left(parent, id);
        return true;
    }
    /* Left by a launcher that was killed; it goes only when nothing runs in it. */
    return errno == EEXIST && rmdir(place) == 0 && mkdir(place, 0755) == 0;
}

void make_v1(struct cgroup *group, const struct spec *spec, enum controller controller) {
    char top[PATH_MAX];
    char own[PATH_MAX];
    if (!join_path(top, group->root, v1_names[controller]) || !cgroup_own(group, controller, false, own)) {
        cannot(group, spec, controller, "this process is in no cgroup of the controller", 0);
        return;
    }
    int error;
    do {
        char parent[PATH_MAX];
        if (join_path(parent, top, own) && make_in(parent, spec->value[KEY_ID], group->place[controller])) {
            return;
        }
        error = errno;
    } while (upwards(own));
    group->place[controller][0] = '\0';
    cannot(group, spec, controller, "no cgroup above can be written", error);
}

static bool has_word(const char *directory, const char *file, const char *word) {
    char path[PATH_MAX];
    char text[1024];
    if (!join_path(path, directory, file) || read_text(path, text, sizeof text) < 0) {
        return false;
    }
    char *save = NULL;
    for (char *at = strtok_r(text, " \n", &save); at != NULL; at = strtok_r(NULL, " \n", &save)) {
        if (strcmp(at, word) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether children of the directory have the controller, if need be because it is switched on now. */
static bool delegates(const struct cgroup *group, const char *directory, enum controller controller) {
    const char *name = v2_names[controller];
    if (has_word(directory, "cgroup.subtree_control", name)) {
        return true;
    }
    char word[32];
    snprintf(word, sizeof word, "+%s", name);
    return !group->fake && has_word(directory, "cgroup.controllers", name)
           && write_text(directory, "cgroup.subtree_control", word, false) == 0;
}

static uint32_t delegated(const struct cgroup *group, const char *directory, uint32_t controllers) {
    uint32_t bits = 0;
    for (int i = 0; i < CONTROLLERS; i++) {
        if ((controllers & 1U << i) != 0 && delegates(group, directory, (enum controller) i)) {
            bits |= 1U << i;
        }
    }
    return bits;
}

/* At first the nearest ancestor that has all controllers, then the nearest that has any. */
static uint32_t make_nearest(struct cgroup *group, const struct spec *spec, const char *top, uint32_t controllers,
                             char place[PATH_MAX]) {
    for (int all = 1; all >= 0; all--) {
        char own[PATH_MAX];
        if (!cgroup_own(group, MEMORY, true, own)) {
            return 0;
        }
        do {
            char parent[PATH_MAX];
            if (!join_path(parent, top, own)) {
                continue;
            }
            uint32_t had = delegated(group, parent, controllers);
            if (had != 0 && (!all || had == controllers) && make_in(parent, spec->value[KEY_ID], place)) {
                return had;
            }
        } while (upwards(own));
    }
    return 0;
}

void make_v2(struct cgroup *group, const struct spec *spec, const char *top, uint32_t controllers) {
    char place[PATH_MAX] = "";
    uint32_t had = make_nearest(group, spec, top, controllers, place);
    for (int i = 0; i < CONTROLLERS; i++) {
        if ((had & 1U << i) != 0) {
            strcpy(group->place[i], place);
            group->version2[i] = true;
        } else if ((controllers & 1U << i) != 0) {
            cannot(group, spec, (enum controller) i, "no cgroup above that can be written has the controller", 0);
        }
    }
}
