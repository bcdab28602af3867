package io.wasmrunner.registry.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes as another writer does, by the clock. */
record WatchedWriter(DataWriter writer, Patience.Waiting clock) implements DataWriter {
    @Override
    public void write(BufferData... buffers) {
        timed(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        timed(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        timed(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        timed(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        timed(writer::flush);
    }

    private void timed(Runnable write) {
        clock.start();
        try {
            write.run();
        } finally {
            clock.stop();
        }
    }
}
