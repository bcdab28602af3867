package io.wasmrunner.core.module;

import io.wasmrunner.runtime.module.ModuleInfo;

/**
 * A core module that was read and is well-formed as far as its declarations go.
 *
 * @param name what the user called it, for messages
 */
public record LoadedModule(String name, ModuleInfo info) {

    /** The last part of its path, for the guest's first argument. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
