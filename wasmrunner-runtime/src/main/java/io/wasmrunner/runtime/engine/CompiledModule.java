package io.wasmrunner.runtime.engine;

/** A module ready to be instantiated any number of times. Safe for use by several threads. */
public interface CompiledModule extends AutoCloseable {

    /**
     * Makes an instance: memories, tables and globals are set up. The start function is the caller's to call: modules
     * reach an engine with their start section moved away, see {@code Instrumenter}.
     *
     * @throws LinkException when an import is not among {@code imports}, or has another type
     * @throws TrapException when a segment does not fit
     */
    GuestInstance instantiate(HostFunctions imports);

    @Override
    void close();
}
