/* Lists directories. */
#include "native.h"

#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

NATIVE(jint, rewind)(JNIEnv *env, jclass type, jint descriptor) {
    (void) env;
    (void) type;
    return lseek(descriptor, 0, SEEK_SET) < 0 ? -errno : 0;
}

/* The records of getdents64(2) as the kernel writes them; 0 after the last. */
NATIVE(jint, list)(JNIEnv *env, jclass type, jint descriptor, jbyteArray into) {
    (void) type;
    jsize room = (*env)->GetArrayLength(env, into);
    char *buffer = malloc((size_t) room);
    if (buffer == NULL) {
        return -ENOMEM;
    }
    int count = result_of(syscall(SYS_getdents64, descriptor, buffer, (size_t) room));
    if (count > 0) {
        (*env)->SetByteArrayRegion(env, into, 0, count, (const jbyte *) buffer);
    }
    free(buffer);
    return count;
}
