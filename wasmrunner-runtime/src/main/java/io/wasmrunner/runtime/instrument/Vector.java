package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.WasmReader;

/**
 * A section that is a list.
 *
 * @param items where the first item starts
 */
record Vector(int count, int items) {

    static Vector of(byte[] bytes, Section section) {
        WasmReader in = new WasmReader(bytes, section.content(), section.end(), section.name());
        int count = in.count(1, "entries");
        return new Vector(count, in.position());
    }
}
