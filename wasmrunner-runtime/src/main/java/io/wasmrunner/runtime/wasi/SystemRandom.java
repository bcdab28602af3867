package io.wasmrunner.runtime.wasi;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The kernel's generator. Where there is none, SecureRandom, whose provider costs a start-up ten milliseconds and more. */
final class SystemRandom implements RandomSource {
    private static final String DEVICE = "/dev/urandom";

    static final RandomSource INSTANCE = new SystemRandom();

    private final @Nullable FileInputStream device;
    private final @Nullable SecureRandom generator;

    private SystemRandom() {
        FileInputStream opened = null;
        try {
            opened = new FileInputStream(DEVICE);
        } catch (IOException absent) {
            // No such device on this system.
        }
        device = opened;
        generator = opened == null ? new SecureRandom() : null;
    }

    @Override
    public void fill(byte[] into, int offset, int length) {
        if (device != null) {
            read(device, into, offset, length);
        } else if (generator != null) {
            byte[] bytes = new byte[length];
            generator.nextBytes(bytes);
            System.arraycopy(bytes, 0, into, offset, length);
        }
    }

    private static void read(FileInputStream device, byte[] into, int offset, int length) {
        try {
            if (device.readNBytes(into, offset, length) < length) {
                throw new EOFException(DEVICE + " ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read random bytes from " + DEVICE, e);
        }
    }
}
