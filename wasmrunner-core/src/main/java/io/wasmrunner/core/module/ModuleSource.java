package io.wasmrunner.core.module;

import java.io.IOException;

/** Where the module of a run comes from. */
public interface ModuleSource {

    /**
     * Reads it.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it is not a module that can be run
     */
    ModuleFile read(ModuleLoader modules) throws IOException;

    /**
     * A file of the user's.
     *
     * @param path {@code -} is standard input
     */
    record Named(String path) implements ModuleSource {
        @Override
        public ModuleFile read(ModuleLoader modules) {
            return modules.read(path);
        }
    }
}
