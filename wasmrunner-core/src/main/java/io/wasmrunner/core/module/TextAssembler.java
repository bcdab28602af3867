package io.wasmrunner.core.module;

/** Turns WebAssembly text into a module. */
@FunctionalInterface
public interface TextAssembler {

    /**
     * Assembles {@code text}.
     *
     * @param name what the user called it, for messages
     * @throws io.wasmrunner.runtime.WasmrunnerException with the assembler's own words when there is an error in it
     */
    byte[] assemble(String name, byte[] text);
}
