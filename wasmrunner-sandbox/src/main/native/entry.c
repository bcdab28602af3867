/* Makes and removes names: the parent is resolved beneath the directory, the last name is never followed. */
#include "native.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    int parent;
    char name[PATH_BYTES];
};

static int find_entry(JNIEnv *env, int dir, jbyteArray parent, jbyteArray name, struct entry *entry) {
    /* The parent's text is needed only until it is open. */
    int failed = copy_path(env, parent, entry->name);
    if (failed != 0) {
        return failed;
    }
    entry->parent = open_beneath(dir, entry->name, O_PATH | O_DIRECTORY, 0);
    if (entry->parent < 0) {
        return entry->parent;
    }
    failed = copy_path(env, name, entry->name);
    if (failed != 0) {
        close(entry->parent);
    }
    return failed;
}

NATIVE(jint, createDirectory)(JNIEnv *env, jclass type, jint dir, jbyteArray parent, jbyteArray name) {
    (void) type;
    struct entry entry;
    int done = find_entry(env, dir, parent, name, &entry);
    if (done == 0) {
        done = result_of(mkdirat(entry.parent, entry.name, 0777));
        close(entry.parent);
    }
    return done;
}

NATIVE(jint, remove)(JNIEnv *env, jclass type, jint dir, jbyteArray parent, jbyteArray name, jboolean directory) {
    (void) type;
    struct entry entry;
    int done = find_entry(env, dir, parent, name, &entry);
    if (done == 0) {
        done = result_of(unlinkat(entry.parent, entry.name, directory ? AT_REMOVEDIR : 0));
        close(entry.parent);
    }
    return done;
}

NATIVE(jint, symlink)(JNIEnv *env, jclass type, jbyteArray target, jint dir, jbyteArray parent, jbyteArray name) {
    (void) type;
    char text[PATH_BYTES];
    struct entry entry;
    int done = copy_path(env, target, text);
    if (done == 0) {
        done = find_entry(env, dir, parent, name, &entry);
    }
    if (done == 0) {
        done = result_of(symlinkat(text, entry.parent, entry.name));
        close(entry.parent);
    }
    return done;
}

typedef int two_names(int from_dir, const char *from, int to_dir, const char *to);

static int with_two(JNIEnv *env, jint from_dir, jbyteArray from_parent, jbyteArray from_name, jint to_dir,
        jbyteArray to_parent, jbyteArray to_name, two_names *act) {
    struct entry from;
    struct entry to;
    int done = find_entry(env, from_dir, from_parent, from_name, &from);
    if (done != 0) {
        return done;
    }
    done = find_entry(env, to_dir, to_parent, to_name, &to);
    if (done == 0) {
        done = result_of(act(from.parent, from.name, to.parent, to.name));
        close(to.parent);
    }
    close(from.parent);
    return done;
}

/* Linux follows a link with a slash behind it, even without AT_SYMLINK_FOLLOW: the caller strips those. */
static int link_entry(int from_dir, const char *from, int to_dir, const char *to) {
    return linkat(from_dir, from, to_dir, to, 0);
}

NATIVE(jint, link)
(JNIEnv *env, jclass type, jint from_dir, jbyteArray from_parent, jbyteArray from_name, jint to_dir,
        jbyteArray to_parent, jbyteArray to_name) {
    (void) type;
    return with_two(env, from_dir, from_parent, from_name, to_dir, to_parent, to_name, link_entry);
}

NATIVE(jint, rename)
(JNIEnv *env, jclass type, jint from_dir, jbyteArray from_parent, jbyteArray from_name, jint to_dir,
        jbyteArray to_parent, jbyteArray to_name) {
    (void) type;
    return with_two(env, from_dir, from_parent, from_name, to_dir, to_parent, to_name, renameat);
}
