package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Meters;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A guest played by a test: a memory with a heap that only grows, and calls by name. */
final class Guest implements AutoCloseable {
    /** Where a result goes when the test does not say. */
    static final int RESULT = 16;

    private static final int HEAP = 1024;

    final ByteMemory memory = new ByteMemory(4 << 20);
    final MemoryStream stdin;
    final MemoryStream stdout = MemoryStream.pipe("");
    final MemoryStream stderr = MemoryStream.pipe("");
    final ManualClocks clocks = new ManualClocks();
    final ViolationLog violations = new ViolationLog();
    final Wasi wasi;
    private Snapshot snapshot = Snapshot.PREVIEW1;
    private int heap = HEAP;

    Guest(String input, UnaryOperator<WasiConfigBuilder> with) {
        stdin = MemoryStream.pipe(input);
        WasiConfigBuilder builder =
                WasiConfig.builder(stdin, stdout, stderr, clocks).clocks(clocks).violations(violations);
        wasi = new Wasi(with.apply(builder).build());
    }

    Guest() {
        this("", UnaryOperator.identity());
    }

    /** A guest with one directory, called {@code /data}: descriptor 3. */
    static Guest at(Path directory) {
        return new Guest("", builder -> builder.directory(preopened("/data", directory, true)));
    }

    static PreopenedDirectory preopened(String guestPath, Path directory, boolean writable) {
        return new PreopenedDirectory(
                guestPath, ConfinedFileSystem.open(directory, writable, new Meter(Quota.DISK, 0)));
    }

    static Meters limits(long hostCalls, long openFiles, long output) {
        return Meters.of(new Quotas(0, 0, 0, hostCalls, openFiles, output, 0, 0, 0));
    }

    /** From now on calls go to {@code wasi_unstable}. */
    Guest unstable() {
        snapshot = Snapshot.UNSTABLE;
        return this;
    }

    HostFunction function(String name) {
        return wasi.find(snapshot.module(), name).orElseThrow();
    }

    /** Calls a function and returns the number it gives. */
    int call(String name, long... arguments) {
        HostFunction function = function(name);
        long[] words = arguments.clone();
        for (int i = 0; i < words.length; i++) {
            if (function.type().parameters().get(i) == ValueType.I32) {
                words[i] = (int) words[i];
            }
        }
        assertEquals(function.type().parameters().size(), words.length, name);
        return (int) function.body().call(memory, words);
    }

    /** Calls a function that is to succeed. */
    void succeeds(String name, long... arguments) {
        int number = call(name, arguments);
        assertEquals("SUCCESS", number == 0 ? "SUCCESS" : errno(number).name(), name);
    }

    /** Calls a function that is to fail, and says with what. */
    Errno fails(String name, long... arguments) {
        return errno(call(name, arguments));
    }

    private static Errno errno(int number) {
        for (Errno errno : Errno.values()) {
            if (ErrnoNumbers.of(errno) == number) {
                return errno;
            }
        }
        throw new AssertionError("no errno has the number " + number);
    }

    /** Takes memory, aligned to eight bytes. */
    int allocate(int length) {
        int address = heap;
        heap += length + 7 & ~7;
        return address;
    }

    int put(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    int put(byte[] bytes) {
        int address = allocate(bytes.length);
        memory.write(address, bytes, 0, bytes.length);
        return address;
    }

    /** A list of buffers, each an address and a length. */
    int vectors(int... addressesAndLengths) {
        int list = allocate(addressesAndLengths.length * 4);
        for (int i = 0; i < addressesAndLengths.length; i++) {
            memory.putInt(list + 4 * i, addressesAndLengths[i]);
        }
        return list;
    }

    String text(long address, int length) {
        byte[] bytes = new byte[length];
        memory.read(address, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    int result() {
        return memory.getInt(RESULT);
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Opens a path under descriptor 3. */
    int open(String path, int openFlags, long rights) {
        succeeds("path_open", 3, 0, put(path), length(path), openFlags, rights, 0, 0, RESULT);
        return result();
    }

    int create(String path) {
        return open(path, OpenFlags.CREATE, Rights.FD_READ | Rights.FD_WRITE);
    }

    void write(int fd, String text) {
        succeeds("fd_write", fd, vectors(put(text), length(text)), 1, RESULT);
        assertEquals(length(text), result());
    }

    String read(int fd, int length) {
        int buffer = allocate(length);
        succeeds("fd_read", fd, vectors(buffer, length), 1, RESULT);
        return text(buffer, result());
    }

    @Override
    public void close() {
        wasi.close();
    }
}
