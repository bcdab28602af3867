package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.sandbox.quota.Quota;
import java.util.List;

/** How a guest ended. */
public sealed interface Outcome {

    /** It ended by itself: {@code proc_exit} with this code, or 0 when it returned. */
    record Exited(int code) implements Outcome {}

    /** The invoked export returned these, as the text format writes them. */
    record Returned(List<String> values) implements Outcome {
        public Returned {
            values = List.copyOf(values);
        }
    }

    record Trapped(TrapException trap) implements Outcome {}

    /** A quota stopped it; {@code limit} in the quota's unit. */
    record Stopped(Quota quota, long limit) implements Outcome {}

    /** Somebody asked for it to be stopped. */
    record Interrupted() implements Outcome {}

    /** The host ran out of memory for it. */
    record OutOfHostMemory() implements Outcome {}
}
