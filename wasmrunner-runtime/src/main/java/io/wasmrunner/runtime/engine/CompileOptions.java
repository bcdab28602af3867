package io.wasmrunner.runtime.engine;

/**
 * How a module is to be compiled; part of the compile cache's key.
 *
 * @param interruptible {@link GuestInstance#interrupt} must work; costs speed on Wasmtime (epochs), nothing on Chicory
 * @param interpreted do not compile at all, where the engine has an interpreter
 */
public record CompileOptions(boolean interruptible, boolean interpreted) {
    public static final CompileOptions DEFAULT = new CompileOptions(true, false);
}
