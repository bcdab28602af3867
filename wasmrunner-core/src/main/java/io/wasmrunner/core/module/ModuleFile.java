package io.wasmrunner.core.module;

import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.module.ModuleInfo;

/**
 * A core module's bytes, not yet looked into.
 *
 * @param name what the user called it, for messages
 */
public record ModuleFile(String name, ModuleBinary binary) {

    public byte[] bytes() {
        return binary.bytes();
    }

    /** The SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
    public String digest() {
        return binary.sha256();
    }

    /**
     * Reads its declarations.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when they are malformed
     */
    public LoadedModule load() {
        try {
            return new LoadedModule(name, ModuleInfo.parse(binary));
        } catch (ModuleException e) {
            throw LoadedModule.malformed(name, e);
        }
    }
}
