package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;

/**
 * Functions that belong together, told apart by a switch. One class for each function or lambda would be 91 more classes
 * to load before the guest's first instruction.
 */
interface Family {
    /**
     * Does it, or throws: {@link io.wasmrunner.sandbox.ErrnoException} or {@link
     * io.wasmrunner.runtime.engine.MemoryFaultException} for what the guest is told, anything else to end it.
     *
     * @param arguments as {@link io.wasmrunner.runtime.engine.HostFunction.Body} gives them
     */
    void call(WasiFunction function, GuestMemory memory, long[] arguments);
}
