package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code args_*} and {@code environ_*}. */
final class ArgumentFunctions implements Family {
    private final byte[][] arguments;
    private final byte[][] environment;

    ArgumentFunctions(WasiState state) {
        arguments = encode(state.config().arguments());
        environment = encode(state.config().environment());
    }

    private static byte[][] encode(List<String> texts) {
        byte[][] encoded = new byte[texts.size()][];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
        }
        return encoded;
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        long first = unsigned(arguments[0]);
        long second = unsigned(arguments[1]);
        switch (function) {
            case ARGS_GET -> put(memory, this.arguments, first, second);
            case ARGS_SIZES_GET -> putSizes(memory, this.arguments, first, second);
            case ENVIRON_GET -> put(memory, environment, first, second);
            case ENVIRON_SIZES_GET -> putSizes(memory, environment, first, second);
            default -> throw new AssertionError(function);
        }
    }

    private static long size(byte[][] texts) {
        long size = 0;
        for (byte[] text : texts) {
            size += text.length + 1;
        }
        return size;
    }

    private static void putSizes(GuestMemory memory, byte[][] texts, long countAt, long sizeAt) {
        memory.check(countAt, Integer.BYTES);
        memory.check(sizeAt, Integer.BYTES);
        memory.putInt(countAt, texts.length);
        memory.putInt(sizeAt, (int) size(texts));
    }

    private static void put(GuestMemory memory, byte[][] texts, long pointersAt, long bytesAt) {
        memory.check(pointersAt, (long) Integer.BYTES * texts.length);
        memory.check(bytesAt, size(texts));
        long pointer = pointersAt;
        long bytes = bytesAt;
        for (byte[] text : texts) {
            memory.putInt(pointer, (int) bytes);
            memory.write(bytes, text, 0, text.length);
            memory.putByte(bytes + text.length, 0);
            pointer += Integer.BYTES;
            bytes += text.length + 1;
        }
    }
}
