package io.wasmrunner.runtime.engine.wasmtime;

import java.nio.ByteBuffer;

/** What host functions see of a module that has no memory. */
final class EmptyMemory {
    static final BufferMemory INSTANCE = new BufferMemory(() -> ByteBuffer.allocate(0));

    private EmptyMemory() {}
}
