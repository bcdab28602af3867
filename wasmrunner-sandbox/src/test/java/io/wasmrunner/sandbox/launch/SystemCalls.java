package io.wasmrunner.sandbox.launch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** System calls by number, without the library's own functions around them. */
final class SystemCalls {
    private static final int ARGUMENTS = 6;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");

    private final MethodHandle syscall;
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment state = arena.allocate(STATE);

    @SuppressWarnings("restricted")
    SystemCalls() {
        MemoryLayout[] parameters = new MemoryLayout[1 + ARGUMENTS];
        Arrays.fill(parameters, ValueLayout.JAVA_LONG);
        Linker linker = Linker.nativeLinker();
        this.syscall = linker.downcallHandle(
                linker.defaultLookup().find("syscall").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(1));
    }

    /** Calls the number of this architecture; the result, or the negative errno. */
    long call(int x86, int arm, long... arguments) {
        long[] a = Arrays.copyOf(arguments, ARGUMENTS);
        long number = AARCH64 ? arm : x86;
        try {
            long result = (long) syscall.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4], a[5]);
            return result >= 0 ? result : -(long) state.get(ValueLayout.JAVA_INT, STATE.byteOffset(errno()));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemoryLayout.PathElement errno() {
        return MemoryLayout.PathElement.groupElement("errno");
    }

    /** The address of zeroed memory. */
    long memory(int bytes) {
        return arena.allocate(bytes, 8).address();
    }

    /** The address of a text, ended by NUL. */
    long text(String text) {
        return arena.allocateFrom(text).address();
    }

    /** The address of two 64-bit numbers. */
    long pair(long first, long second) {
        return arena.allocateFrom(ValueLayout.JAVA_LONG, first, second).address();
    }
}
