/* What the native files share. Every function returns a count or a descriptor, or a negative errno. */
#ifndef WASMRUNNER_NATIVE_H
#define WASMRUNNER_NATIVE_H

#include <errno.h>
#include <jni.h>
#include <stddef.h>
#include <stdint.h>

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_io_wasmrunner_sandbox_nativeio_NativeIo_##name

/* Beyond any errno of the kernel's (4095); NativeIo.java knows them too. */
#define RESULT_ESCAPE 5001
#define RESULT_NOT_A_FILE 5002

/* PATH_MAX, with the NUL. */
#define PATH_BYTES 4096

/* Below this a copy goes over the stack; guests may call with little of it left. */
#define SMALL_BYTES 8192
/* At most this is moved by one system call. */
#define CHUNK_BYTES 65536

struct stat;

/* Copies a NUL-terminated path out of Java; -ENAMETOOLONG when it does not fit. */
int copy_path(JNIEnv *env, jbyteArray from, char to[PATH_BYTES]);

/* openat2 beneath dir, without magic links; -RESULT_ESCAPE when the path leads out. */
int open_beneath(int dir, const char *path, uint64_t flags, uint64_t mode);

/* The same for what is there; -ELOOP for a link anywhere in the path. */
int open_unlinked(int dir, const char *path, uint64_t flags);

/* Writes device, inode, type, links, size and the three times, as FileStat lists them. */
void put_stat(JNIEnv *env, jlongArray to, const struct stat *from);

/* A buffer for up to want bytes: small when it is large enough, else from the heap; NULL without memory. */
char *take_buffer(char small[SMALL_BYTES], size_t want);
void drop_buffer(const char *small, char *buffer);

/* Waits until descriptor is ready for events; 0 when it is not within milliseconds, negative on error. */
int wait_for(int descriptor, short events, int milliseconds);

static inline int result_of(long returned) {
    return returned < 0 ? -errno : (int) returned;
}

#endif
