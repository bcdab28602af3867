package io.wasmrunner.core.compose;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1
 */
record Position(String file, int line, int column) {

    /** What stands there cannot be used. */
    WasmrunnerException error(String what) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot use " + this + ": " + what);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
