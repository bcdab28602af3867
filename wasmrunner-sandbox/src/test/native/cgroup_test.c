/* Plain folders stand in for the kernel's. */
#include "cgroup.h"

#include "files.h"
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct cgroup group;
static char root[4096];

static void folder(const char *name) {
    char path[PATH_MAX];
    CHECK(join_path(path, root, name) && mkdir(path, 0755) == 0);
}

static void file(const char *name, const char *text) {
    CHECK(write_text(root, name, text, true) == 0);
}

static bool file_is(const char *name, const char *wanted) {
    char path[PATH_MAX];
    char text[1024];
    bool same = join_path(path, root, name) && read_text(path, text, sizeof text) >= 0 && strcmp(text, wanted) == 0;
    if (!same) {
        printf("%s is not %s\n", path, wanted);
    }
    return same;
}

static struct spec asked(void) {
    static const char bytes[] = "guest.none=";
    struct spec spec = {.bytes = bytes, .length = sizeof bytes};
    spec.value[KEY_ID] = "0123456789ab";
    spec.number[KEY_MEMORY] = 1048576;
    spec.number[KEY_CPUS_MILLI] = 500;
    spec.number[KEY_PIDS] = 20;
    return spec;
}

static void detect(void) {
    memset(&group, 0, sizeof group);
    cgroup_detect(&group, root);
}

static void begin(void) {
    snprintf(root, sizeof root, "%s", test_directory());
}

static void make_and_join(const struct spec *spec) {
    detect();
    cgroup_make(&group, spec);
    cgroup_join(&group, spec, 4711);
}

TEST(version_one_has_a_directory_for_each_controller) {
    begin();
    folder("memory"), folder("cpu"), folder("pids"), folder("memory/shell");
    file("self", "5:pids:/\n4:memory:/shell\n1:cpu,cpuacct:/\n0::/\n");
    struct spec spec = asked();
    make_and_join(&spec);
    CHECK(group.hierarchy == CGROUP_V1);
    CHECK(file_is("memory/shell/wasmrunner-0123456789ab/memory.limit_in_bytes", "1048576"));
    CHECK(file_is("memory/shell/wasmrunner-0123456789ab/cgroup.procs", "4711"));
    CHECK(file_is("cpu/wasmrunner-0123456789ab/cpu.cfs_period_us", "100000"));
    CHECK(file_is("cpu/wasmrunner-0123456789ab/cpu.cfs_quota_us", "50000"));
    CHECK(file_is("cpu/wasmrunner-0123456789ab/cgroup.procs", "4711"));
    CHECK(file_is("pids/wasmrunner-0123456789ab/pids.max", "20"));
    for (int i = 0; i < LIMITS; i++) {
        CHECK(group.unlimited[i][0] == '\0');
    }
}

TEST(an_ancestor_is_taken_when_the_own_directory_is_not_seen) {
    begin();
    folder("memory"), folder("memory/outer");
    file("self", "4:memory:/outer/not/seen\n");
    struct spec spec = asked();
    spec.number[KEY_CPUS_MILLI] = spec.number[KEY_PIDS] = 0;
    make_and_join(&spec);
    CHECK(file_is("memory/outer/wasmrunner-0123456789ab/memory.limit_in_bytes", "1048576"));
}

TEST(version_two_has_one_directory_below_the_nearest_that_delegates) {
    begin();
    file("cgroup.controllers", "cpu memory pids io\n");
    file("cgroup.subtree_control", "cpu memory pids\n");
    folder("user"), folder("user/app");
    file("user/cgroup.controllers", "cpu memory pids\n");
    file("user/cgroup.subtree_control", "cpu memory pids\n");
    file("user/app/cgroup.controllers", "cpu memory pids\n");
    file("user/app/cgroup.subtree_control", "memory\n");
    file("self", "0::/user/app\n");
    struct spec spec = asked();
    make_and_join(&spec);
    CHECK(group.hierarchy == CGROUP_V2);
    CHECK(file_is("user/wasmrunner-0123456789ab/memory.max", "1048576"));
    CHECK(file_is("user/wasmrunner-0123456789ab/memory.swap.max", "0"));
    CHECK(file_is("user/wasmrunner-0123456789ab/cpu.max", "50000 100000"));
    CHECK(file_is("user/wasmrunner-0123456789ab/pids.max", "20"));
    /* Joined once, not once for each controller. */
    CHECK(file_is("user/wasmrunner-0123456789ab/cgroup.procs", "4711"));
}

TEST(a_controller_that_is_nowhere_leaves_its_limit_unset) {
    begin();
    file("cgroup.controllers", "memory\n");
    file("cgroup.subtree_control", "memory\n");
    struct spec spec = asked();
    make_and_join(&spec);
    CHECK(file_is("wasmrunner-0123456789ab/memory.max", "1048576"));
    CHECK(group.unlimited[LIMIT_MEMORY][0] == '\0');
    CHECK(group.unlimited[LIMIT_CPUS][0] != '\0');
    CHECK(group.unlimited[LIMIT_PIDS][0] != '\0');
}

TEST(a_hybrid_takes_version_two_for_what_version_one_has_not) {
    begin();
    folder("memory"), folder("unified");
    file("unified/cgroup.controllers", "pids\n");
    file("unified/cgroup.subtree_control", "pids\n");
    file("self", "4:memory:/\n0::/\n");
    struct spec spec = asked();
    make_and_join(&spec);
    CHECK(group.hierarchy == CGROUP_HYBRID);
    CHECK(file_is("memory/wasmrunner-0123456789ab/memory.limit_in_bytes", "1048576"));
    CHECK(file_is("unified/wasmrunner-0123456789ab/pids.max", "20"));
    CHECK(group.unlimited[LIMIT_CPUS][0] != '\0');
}

TEST(without_cgroups_every_limit_asked_for_is_unset) {
    begin();
    struct spec spec = asked();
    make_and_join(&spec);
    CHECK(group.hierarchy == NO_CGROUP);
    CHECK(group.unlimited[LIMIT_MEMORY][0] != '\0' && group.unlimited[LIMIT_CPUS][0] != '\0');
    CHECK(group.unlimited[LIMIT_READ][0] == '\0');
}

TEST(pretended_missing_touches_nothing) {
    begin();
    folder("memory"), folder("cpu"), folder("pids");
    struct spec spec = asked();
    spec.pretend = MECHANISM_BIT(CGROUP);
    make_and_join(&spec);
    CHECK(strcmp(group.unlimited[LIMIT_MEMORY], "pretended missing") == 0);
    char path[PATH_MAX];
    CHECK(join_path(path, root, "memory/wasmrunner-0123456789ab") && access(path, F_OK) != 0);
}

TEST(nothing_asked_is_no_cgroup) {
    struct spec spec = {.bytes = "", .length = 0};
    CHECK(!cgroup_wanted(&spec));
    spec.number[KEY_WRITE_BPS] = 1;
    CHECK(cgroup_wanted(&spec));
}

TEST(a_kill_for_memory_is_seen_in_both_versions) {
    begin();
    folder("memory"), folder("memory/x"), folder("memory/y");
    memset(&group, 0, sizeof group);
    CHECK(!cgroup_oom(&group));
    CHECK(join_path(group.place[MEMORY], root, "memory/x"));
    CHECK(!cgroup_oom(&group));
    file("memory/x/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n");
    file("memory/x/memory.events", "low 0\noom 1\noom_kill 1\noom_group_kill 0\n");
    CHECK(!cgroup_oom(&group));
    group.version2[MEMORY] = true;
    CHECK(cgroup_oom(&group));
    group.version2[MEMORY] = false;
    CHECK(join_path(group.place[MEMORY], root, "memory/y"));
    file("memory/y/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
    CHECK(cgroup_oom(&group));
}

TEST(only_version_two_is_asked_to_freeze) {
    memset(&group, 0, sizeof group);
    snprintf(root, sizeof root, "%s", test_directory());
    snprintf(group.place[CPU], sizeof group.place[CPU], "%s", root);
    file("cgroup.freeze", "0");
    file("cgroup.events", "populated 1\nfrozen 0\n");
    CHECK(!cgroup_can_freeze(&group) && !cgroup_freeze(&group, true) && file_is("cgroup.freeze", "0"));
    group.version2[CPU] = true;
    CHECK(cgroup_can_freeze(&group) && cgroup_freeze(&group, true) && file_is("cgroup.freeze", "1"));
    CHECK(!cgroup_frozen(&group));
    file("cgroup.events", "frozen 1\n");
    CHECK(cgroup_frozen(&group));
    CHECK(cgroup_freeze(&group, false) && file_is("cgroup.freeze", "0"));
}

TEST(a_path_that_leads_upwards_is_not_believed) {
    begin();
    folder("memory");
    file("self", "4:memory:/../../etc\n");
    struct spec spec = asked();
    make_and_join(&spec);
    CHECK(group.place[MEMORY][0] == '\0');
    CHECK(group.unlimited[LIMIT_MEMORY][0] != '\0');
}

TEST(a_directory_left_behind_is_made_anew_and_the_own_removed) {
    begin();
    folder("memory"), folder("memory/wasmrunner-0123456789ab");
    struct spec spec = asked();
    detect();
    cgroup_make(&group, &spec);
    CHECK(file_is("memory/wasmrunner-0123456789ab/memory.limit_in_bytes", "1048576"));
    char path[PATH_MAX];
    static const char *const files[] = {"memory.limit_in_bytes", "memory.memsw.limit_in_bytes"};
    for (int i = 0; i < 2; i++) {
        CHECK(join_path(path, group.place[MEMORY], files[i]) && unlink(path) == 0);
    }
    cgroup_remove(&group);
    CHECK(access(group.place[MEMORY], F_OK) != 0);
}

void cgroup_tests(void) {
    RUN(version_one_has_a_directory_for_each_controller);
    RUN(an_ancestor_is_taken_when_the_own_directory_is_not_seen);
    RUN(version_two_has_one_directory_below_the_nearest_that_delegates);
    RUN(a_controller_that_is_nowhere_leaves_its_limit_unset);
    RUN(a_hybrid_takes_version_two_for_what_version_one_has_not);
    RUN(without_cgroups_every_limit_asked_for_is_unset);
    RUN(pretended_missing_touches_nothing);
    RUN(nothing_asked_is_no_cgroup);
    RUN(a_kill_for_memory_is_seen_in_both_versions);
    RUN(only_version_two_is_asked_to_freeze);
    RUN(a_path_that_leads_upwards_is_not_believed);
    RUN(a_directory_left_behind_is_made_anew_and_the_own_removed);
}
