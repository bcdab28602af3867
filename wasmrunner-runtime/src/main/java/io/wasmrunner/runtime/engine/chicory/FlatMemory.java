package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An unshared memory in one array. Chicory's own is split into pages, which costs every load and store a second look-up
 * and a check for values that straddle two pages; here an access is one comparison and one array access. The array
 * grows ahead of the guest by up to an eighth, so that a guest growing page by page does not copy it each time.
 */
final class FlatMemory implements Memory {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private final MemoryLimits limits;
    private byte[] bytes;
    /** What the guest has; at most the array's length. */
    private int size;

    private boolean untouched = true;
    private DataSegment[] segments = {};

    FlatMemory(MemoryLimits limits) {
        this.limits = limits;
        if (limits.initialPages() > RUNTIME_MAX_PAGES) {
            throw new UninstantiableException(limits.initialPages() + " pages are over this engine's 32767");
        }
        this.size = limits.initialPages() * PAGE_SIZE;
        this.bytes = new byte[size];
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    /** The address itself when {@code length} bytes (1 to 8) are there. */
    private int at(int address, int length) {
        if (address < 0 || address > size - length) {
            throw outside(address, length);
        }
        return address;
    }

    private void check(int address, int length) {
        if (address < 0 || length < 0 || address > size - length) {
            throw outside(address, length);
        }
    }

    private static WasmRuntimeException outside(int address, int length) {
        return new WasmRuntimeException("out of bounds memory access: " + length + " bytes at " + address);
    }

    @Override
    public int pages() {
        return size / PAGE_SIZE;
    }

    @Override
    public int grow(int delta) {
        int before = pages();
        if (delta < 0 || delta > maximumPages() - before) {
            return -1;
        }
        int wanted = (before + delta) * PAGE_SIZE;
        if (wanted > bytes.length) {
            int ahead = (int) Math.min(wanted + (wanted >>> 3) / PAGE_SIZE * (long) PAGE_SIZE, bytes(maximumPages()));
            try {
                bytes = Arrays.copyOf(bytes, ahead);
            } catch (OutOfMemoryError e) {
                return -1;
            }
        }
        size = wanted;
        return before;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
    }

    private static int bytes(int pages) {
        return pages * PAGE_SIZE;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        return this;
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw new WasmRuntimeException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw new WasmRuntimeException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        return 0;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments) {
        initialize(instance, dataSegments, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
        segments = dataSegments == null ? new DataSegment[0] : dataSegments;
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                int offset = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                write(offset, active.data(), 0, active.data().length);
            }
        }
    }

    @Override
    public void initPassiveSegment(int segmentId, int dest, int offset, int length) {
        byte[] data = segments[segmentId].data();
        if (offset < 0 || length < 0 || offset > data.length - length) {
            throw outside(offset, length);
        }
        write(dest, data, offset, length);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    @Override
    public void zero() {
        if (!untouched) {
            Arrays.fill(bytes, (byte) 0);
        }
        untouched = false;
    }

    @Override
    public void fill(byte value, int from, int to) {
        check(from, to - from);
        Arrays.fill(bytes, from, to, value);
    }

    @Override
    public void copy(int dest, int src, int length) {
        check(src, length);
        check(dest, length);
        System.arraycopy(bytes, src, bytes, dest, length);
    }

    @Override
    public void write(int address, byte[] data, int offset, int length) {
        check(address, length);
        System.arraycopy(data, offset, bytes, address, length);
    }

    /** Copies {@code length} bytes from {@code address} on out of the memory. */
    void read(int address, byte[] into, int offset, int length) {
        check(address, length);
        System.arraycopy(bytes, address, into, offset, length);
    }

    @Override
    public byte[] readBytes(int address, int length) {
        check(address, length);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public byte read(int address) {
        return bytes[at(address, 1)];
    }

    @Override
    public void writeByte(int address, byte data) {
        bytes[at(address, 1)] = data;
    }

    @Override
    public short readShort(int address) {
        return (short) SHORT.get(bytes, at(address, 2));
    }

    @Override
    public long readU16(int address) {
        return Short.toUnsignedLong(readShort(address));
    }

    @Override
    public void writeShort(int address, short data) {
        SHORT.set(bytes, at(address, 2), data);
    }

    @Override
    public int readInt(int address) {
        return (int) INT.get(bytes, at(address, 4));
    }

    @Override
    public void writeI32(int address, int data) {
        INT.set(bytes, at(address, 4), data);
    }

    @Override
    public long readLong(int address) {
        return (long) LONG.get(bytes, at(address, 8));
    }

    @Override
    public void writeLong(int address, long data) {
        LONG.set(bytes, at(address, 8), data);
    }

    @Override
    public float readFloat(int address) {
        return (float) FLOAT.get(bytes, at(address, 4));
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public void writeF32(int address, float data) {
        FLOAT.set(bytes, at(address, 4), data);
    }

    @Override
    public double readDouble(int address) {
        return (double) DOUBLE.get(bytes, at(address, 8));
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public void writeF64(int address, double data) {
        DOUBLE.set(bytes, at(address, 8), data);
    }
}
