/* Whose a folder is, and who else may change what is in it. */
#include "native.h"

#include <sys/stat.h>
#include <unistd.h>

#define OTHERS_MAY_WRITE 1
#define NOT_OURS 2

NATIVE(jint, ownership)(JNIEnv *env, jclass type, jbyteArray path) {
    (void) type;
    char folder[PATH_BYTES];
    int failed = copy_path(env, path, folder);
    struct stat found;
    if (failed != 0 || stat(folder, &found) != 0) {
        return failed != 0 ? failed : -errno;
    }
    if (found.st_uid != geteuid()) {
        return NOT_OURS;
    }
    return (found.st_mode & (S_IWGRP | S_IWOTH)) != 0 ? OTHERS_MAY_WRITE : 0;
}
