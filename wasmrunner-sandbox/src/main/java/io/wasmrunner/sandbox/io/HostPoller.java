package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits with poll(2) for what has a descriptor, and asks the rest over and over. Used by any number of threads. */
public final class HostPoller implements Poller {
    /** How long a wait in the kernel may leave an interrupt unnoticed. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(NativeStream.SLICE);

    /** How often what the kernel does not know about is asked. */
    private static final long ASKING_SLICE = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public List<Readiness> poll(List<Interest> interests, long timeout) {
        long start = System.nanoTime();
        boolean useKernel = NativeLibrary.available();
        NativePoller kernel = new NativePoller(useKernel ? interests : List.of());
        boolean asking = asksOutsideTheKernel(interests, useKernel);
        long slice = interests.isEmpty() ? Long.MAX_VALUE : asking ? ASKING_SLICE : SLICE;
        long wait = 0;
        while (true) {
            NativeStream.checkInterrupt();
            if (kernel.any()) {
                kernel.await(wait);
            } else {
                sleep(wait);
            }
            List<Readiness> answers = answers(kernel, interests, useKernel);
            long left = timeout < 0 ? Long.MAX_VALUE : timeout - (System.nanoTime() - start);
            if (left <= 0 || anyReady(answers)) {
                return answers;
            }
            wait = Math.min(left, slice);
        }
    }

    private static boolean asksOutsideTheKernel(List<Interest> interests, boolean useKernel) {
        for (Interest interest : interests) {
            if (!useKernel || interest.what().descriptor() < 0) {
                return true;
            }
        }
        return false;
    }

    private static void sleep(long nanoseconds) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
        } catch (InterruptedException e) {
            throw new GuestInterruptedException();
        }
    }

    private static List<Readiness> answers(NativePoller kernel, List<Interest> interests, boolean useKernel) {
        List<Readiness> answers = new ArrayList<>(interests.size());
        for (Interest interest : interests) {
            Pollable what = interest.what();
            int descriptor = useKernel ? what.descriptor() : -1;
            if (descriptor >= 0) {
                answers.add(kernel.answer(descriptor, interest.reading()));
            } else {
                answers.add(new Readiness(interest.reading() ? what.readable() : what.writable(), false));
            }
        }
        return answers;
    }

    private static boolean anyReady(List<Readiness> answers) {
        for (Readiness answer : answers) {
            if (answer.ready()) {
                return true;
            }
        }
        return false;
    }
}
