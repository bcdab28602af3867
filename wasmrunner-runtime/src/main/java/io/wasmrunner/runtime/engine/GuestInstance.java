package io.wasmrunner.runtime.engine;

/** One instance of a module. All calls come from one thread, except {@link #interrupt}. Closing twice is harmless. */
public interface GuestInstance extends AutoCloseable {

    /**
     * Calls an exported function.
     *
     * @param type the function's own type
     * @param arguments one long for each parameter, as {@link HostFunction.Body} has them
     * @return one long for each result
     * @throws TrapException when the guest traps
     * @throws RuntimeException whatever a host function threw
     */
    long[] call(String export, FunctionType type, long... arguments);

    /** The memory exported as {@code memory}, or the first one. */
    GuestMemory memory();

    /** Makes the guest, called on {@code thread}, trap with {@link TrapException.Kind#INTERRUPTED} soon. */
    void interrupt(Thread thread);

    @Override
    void close();
}
