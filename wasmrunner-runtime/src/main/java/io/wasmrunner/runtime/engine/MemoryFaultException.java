package io.wasmrunner.runtime.engine;

/** A host function was given an address outside the guest's memory. Carries no stack trace: guests cause it at will. */
public final class MemoryFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MemoryFaultException(long address, long length) {
        super("address " + address + " with length " + length + " is outside the memory", null, false, false);
    }
}
