/* Java in this process: no execve is needed, so none is ever allowed. */
#include "launch.h"

#include <dlfcn.h>
#include <jni.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define STACK_BYTES (8 * 1024 * 1024)
#define LOCKDOWN "io/wasmrunner/sandbox/launch/Lockdown"

typedef jint (*create_function)(JavaVM **, void **, void *);

/* What the native method, which is given nothing, needs. */
static struct launch *current;

static jint JNICALL engage_method(JNIEnv *env, jclass type) {
    (void) env;
    (void) type;
    return engage(current);
}

static create_function load(struct launch *launch) {
    const char *path = launch->spec.value[KEY_JVM];
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (library == NULL) {
        give_up(launch, 0, "cannot load %s: %s", path, dlerror());
    }
    create_function create = NULL;
    /* As POSIX has it: ISO C knows no way from an object pointer to a function's. */
    *(void **) &create = dlsym(library, "JNI_CreateJavaVM");
    if (create == NULL) {
        give_up(launch, 0, "%s is no JVM: it has no JNI_CreateJavaVM", path);
    }
    return create;
}

static JNIEnv *create_vm(struct launch *launch) {
    create_function create = load(launch);
    /* Signals are the monitor's: no handlers, no thread for them. */
    size_t count = 1;
    for (const char *at = NULL; (at = spec_next(&launch->spec, KEY_JVM_OPTION, at)) != NULL;) {
        count++;
    }
    JavaVMOption *options = calloc(count, sizeof *options);
    if (options == NULL) {
        give_up(launch, 0, "no memory for %zu options", count);
    }
    static char reduced[] = "-Xrs";
    options[0].optionString = reduced;
    size_t i = 1;
    for (const char *at = NULL; (at = spec_next(&launch->spec, KEY_JVM_OPTION, at)) != NULL;) {
        options[i++].optionString = (char *) (uintptr_t) at;
    }
    JavaVMInitArgs arguments = {
        .version = JNI_VERSION_10, .nOptions = (jint) count, .options = options, .ignoreUnrecognized = JNI_FALSE};
    JavaVM *vm = NULL;
    void *env = NULL;
    jint result = create(&vm, &env, &arguments);
    free(options);
    if (result != JNI_OK) {
        give_up(launch, 0, "JNI_CreateJavaVM of %s: error %d", launch->spec.value[KEY_JVM], (int) result);
    }
    return env;
}

static jclass find(struct launch *launch, JNIEnv *env, const char *name) {
    jclass found = (*env)->FindClass(env, name);
    if (found == NULL) {
        (*env)->ExceptionDescribe(env);
        give_up(launch, 0, "no class %s on the class path", name);
    }
    return found;
}

static void register_engage(struct launch *launch, JNIEnv *env) {
    static char name[] = "engage";
    static char signature[] = "()I";
    void *function = NULL;
    jint (JNICALL *method)(JNIEnv *, jclass) = engage_method;
    memcpy(&function, &method, sizeof function);
    JNINativeMethod methods[] = {{name, signature, function}};
    if ((*env)->RegisterNatives(env, find(launch, env, LOCKDOWN), methods, 1) != JNI_OK) {
        (*env)->ExceptionDescribe(env);
        give_up(launch, 0, "%s has no native method engage", LOCKDOWN);
    }
}

static int start(struct launch *launch, JNIEnv *env) {
    jclass type = find(launch, env, launch->spec.value[KEY_CLASS]);
    jmethodID method = (*env)->GetStaticMethodID(env, type, "start", "([BLjava/nio/ByteBuffer;Z)I");
    if (method == NULL) {
        (*env)->ExceptionDescribe(env);
        give_up(launch, 0, "%s has no static int start(byte[], ByteBuffer, boolean)", launch->spec.value[KEY_CLASS]);
    }
    jbyteArray spec = (*env)->NewByteArray(env, (jsize) launch->spec.length);
    jobject ledger = (*env)->NewDirectByteBuffer(env, launch->ledger, LEDGER_BYTES);
    if (spec == NULL || ledger == NULL) {
        give_up(launch, 0, "no memory for a spec of %zu bytes", launch->spec.length);
    }
    (*env)->SetByteArrayRegion(env, spec, 0, (jsize) launch->spec.length, (const jbyte *) launch->spec.bytes);
    bool strict = (launch->notes->missing & ~MECHANISM_BIT(CGROUP)) == 0;
    launch->ledger->state = JAVA_STARTED;
    launch->notes->stage = STAGE_STARTED;
    /* From here on the worker is not believed, so it has nothing to write but the ledger. engage() reads a copy. */
    static struct notes copy;
    memcpy(&copy, launch->notes, sizeof copy);
    munmap(launch->notes, sizeof *launch->notes);
    launch->notes = &copy;
    jint status = (*env)->CallStaticIntMethod(env, type, method, spec, ledger, (jboolean) strict);
    if ((*env)->ExceptionCheck(env)) {
        (*env)->ExceptionDescribe(env);
        return 255;
    }
    return status & 255;
}

static void *thread(void *argument) {
    struct launch *launch = argument;
    JNIEnv *env = create_vm(launch);
    register_engage(launch, env);
    /* Not DestroyJavaVM: shutdown hooks and waiting for other threads are not for a guest to decide on. */
    _exit(start(launch, env));
}

_Noreturn void run_java(struct launch *launch) {
    current = launch;
    mark_aborts(launch->ledger);
    pthread_attr_t attributes;
    pthread_t started;
    int error = pthread_attr_init(&attributes);
    if (error == 0) {
        error = pthread_attr_setstacksize(&attributes, STACK_BYTES);
    }
    if (error == 0) {
        error = pthread_create(&started, &attributes, thread, launch);
    }
    if (error == 0) {
        error = pthread_join(started, NULL);
    }
    give_up(launch, error, "a thread for Java");
}
