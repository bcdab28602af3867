package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;

/** A file in memory that was inherited. */
public final class Content {
    /** Where a stat has the size. */
    private static final int SIZE = 4;

    private Content() {}

    /**
     * All its bytes; closes it.
     *
     * @throws ErrnoException BADF when there is no such descriptor
     */
    public static byte[] read(int number) {
        Descriptor descriptor = Descriptor.owned(number);
        try {
            long[] stat = new long[NativeIo.STAT_FIELDS];
            NativeErrnos.check(NativeIo.stat(number, stat));
            byte[] bytes = new byte[Math.toIntExact(stat[SIZE])];
            int done = 0;
            while (done < bytes.length) {
                int count = NativeErrnos.check(NativeIo.read(number, bytes, done, bytes.length - done, done));
                if (count == 0) {
                    throw ErrnoException.of(Errno.IO);
                }
                done += count;
            }
            return bytes;
        } finally {
            descriptor.close();
        }
    }
}
