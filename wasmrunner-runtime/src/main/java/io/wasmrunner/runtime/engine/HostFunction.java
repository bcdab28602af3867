package io.wasmrunner.runtime.engine;

/**
 * A function the host gives to a guest.
 *
 * @param module the import's module name, for example {@code wasi_snapshot_preview1}
 * @param name the import's field name
 * @param type at most one result
 * @param body what it does
 */
public record HostFunction(String module, String name, FunctionType type, Body body) {

    /** What a host function does. Anything it throws ends the guest and comes out of the call that started it. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param memory the calling guest's memory
         * @param arguments one long for each parameter: i32 sign-extended, i64 as it is, f32 and f64 as their raw bits
         * @return the result in the same form; ignored when the type has none
         */
        long call(GuestMemory memory, long[] arguments);
    }
}
