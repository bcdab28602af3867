package io.wasmrunner.sandbox.shim;

import io.wasmrunner.sandbox.launch.Ledger;
import io.wasmrunner.sandbox.quota.Tally;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the ledger of a run while it goes on: the worker's own word.
 *
 * @param state how far it is
 * @param values what it counted of its guest, to be read only
 */
public record Counters(Ledger.State state, LongBuffer values) {
    /** The same with names. */
    public Tally tally() {
        return new Tally(values);
    }

    /** Reads an answer; null when it is none. */
    static @Nullable Counters parse(String text) {
        long[] numbers = Words.numbers(Words.split(text, Tally.SIZE + 1), 0);
        return numbers.length != Tally.SIZE + 1
                ? null
                : new Counters(
                        Ledger.State.of(numbers[0]),
                        LongBuffer.wrap(numbers, 1, Tally.SIZE).slice().asReadOnlyBuffer());
    }
}
