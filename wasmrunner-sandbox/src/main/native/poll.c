/* Waits for several descriptors. */
#include "native.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>

/* The bits of Interests.java. */
enum { WANT_READ = 1, WANT_WRITE = 2 };
enum { CAN_READ = 1, CAN_WRITE = 2, HANG_UP = 4 };

static jint answer(short events) {
    jint result = 0;
    /* After an error or a hang-up neither a read nor a write waits. */
    if ((events & (POLLERR | POLLHUP | POLLNVAL)) != 0) {
        result |= CAN_READ | CAN_WRITE | HANG_UP;
    }
    if ((events & (POLLIN | POLLRDHUP)) != 0) {
        result |= CAN_READ;
    }
    if ((events & POLLRDHUP) != 0) {
        result |= HANG_UP;
    }
    return (events & POLLOUT) != 0 ? result | CAN_WRITE : result;
}

/* How many are ready within nanoseconds; answers hold what each can do. */
NATIVE(jint, poll)
(JNIEnv *env, jclass type, jintArray descriptors, jintArray wants, jintArray answers, jint count, jlong nanoseconds) {
    (void) type;
    struct pollfd *all = calloc((size_t) count, sizeof *all);
    jint *numbers = malloc((size_t) count * sizeof *numbers);
    if (all == NULL || numbers == NULL) {
        free(all);
        free(numbers);
        return -ENOMEM;
    }
    (*env)->GetIntArrayRegion(env, descriptors, 0, count, numbers);
    for (jint i = 0; i < count; i++) {
        all[i].fd = numbers[i];
    }
    (*env)->GetIntArrayRegion(env, wants, 0, count, numbers);
    for (jint i = 0; i < count; i++) {
        all[i].events = (short) (((numbers[i] & WANT_READ) != 0 ? POLLIN | POLLRDHUP : 0)
                | ((numbers[i] & WANT_WRITE) != 0 ? POLLOUT : 0));
    }
    const struct timespec wait = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    int ready = result_of(ppoll(all, (nfds_t) count, &wait, NULL));
    if (ready >= 0) {
        for (jint i = 0; i < count; i++) {
            numbers[i] = answer(all[i].revents);
        }
        (*env)->SetIntArrayRegion(env, answers, 0, count, numbers);
    }
    free(all);
    free(numbers);
    return ready == -EINTR ? 0 : ready;
}
