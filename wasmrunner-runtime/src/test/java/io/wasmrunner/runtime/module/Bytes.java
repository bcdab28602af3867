package io.wasmrunner.runtime.module;

import java.io.ByteArrayOutputStream;

/** Builds modules byte by byte, for those that no tool would write. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Bytes module() {
        return new Bytes().put(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    Bytes put(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    /** A section of fewer than 128 bytes. */
    Bytes section(int id, int... content) {
        return put(id, content.length).put(content);
    }

    byte[] done() {
        return out.toByteArray();
    }
}
