package io.wasmrunner.runtime.run;

/** What happens when a guest is ready and none of its code has run yet. */
@FunctionalInterface
public interface Gate {

    /** Lets the guest run; what this throws keeps it from that, and comes out of the run. */
    void pass();

    /** A gate that is always open. */
    record Open() implements Gate {
        @Override
        public void pass() {}
    }
}
