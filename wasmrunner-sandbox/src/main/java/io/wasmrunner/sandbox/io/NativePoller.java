package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the kernel about all descriptors in one call, a slice of time after the other. */
final class NativePoller {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int HANG_UP = 4;

    private final int[] descriptors;
    private final int[] wants;
    private final int[] answers;
    private final Map<Integer, Integer> indexes = new LinkedHashMap<>();

    /** The same descriptor may be asked about several times; the kernel limits how many it takes, so each goes once. */
    NativePoller(List<Poller.Interest> interests) {
        Map<Integer, Integer> merged = new LinkedHashMap<>();
        for (Poller.Interest interest : interests) {
            int descriptor = interest.what().descriptor();
            if (descriptor >= 0) {
                merged.merge(descriptor, interest.reading() ? READ : WRITE, (first, second) -> first | second);
            }
        }
        this.descriptors = new int[merged.size()];
        this.wants = new int[merged.size()];
        this.answers = new int[merged.size()];
        int index = 0;
        for (Map.Entry<Integer, Integer> entry : merged.entrySet()) {
            descriptors[index] = entry.getKey();
            wants[index] = entry.getValue();
            indexes.put(entry.getKey(), index);
            index++;
        }
    }

    /** Whether there is anything to ask the kernel about. */
    boolean any() {
        return descriptors.length > 0;
    }

    /** Looks at one descriptor without waiting. */
    static boolean ready(int descriptor, boolean reading) {
        int[] answers = new int[1];
        NativeErrnos.check(
                NativeIo.poll(new int[] {descriptor}, new int[] {reading ? READ : WRITE}, answers, answers.length, 0));
        return (answers[0] & (reading ? READ : WRITE)) != 0;
    }

    /** Waits at most {@code nanoseconds}. */
    void await(long nanoseconds) {
        NativeErrnos.check(NativeIo.poll(descriptors, wants, answers, descriptors.length, nanoseconds));
    }

    Poller.Readiness answer(int descriptor, boolean reading) {
        Integer index = indexes.get(descriptor);
        int answer = index == null ? 0 : answers[index];
        return new Poller.Readiness((answer & (reading ? READ : WRITE)) != 0, (answer & HANG_UP) != 0);
    }
}
