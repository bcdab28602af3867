package io.wasmrunner.runtime.engine.chicory;

import static com.dylibso.chicory.wasm.types.Value.REF_NULL_VALUE;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A table that grows ahead of the guest: Chicory's own copies itself at each step, which takes a guest growing one
 * element at a time to ten million 40 s, and tells the module, and so its next instance, how large it became.
 */
final class GrowableTable extends TableInstance {
    private final TableLimits limits;
    private int[] references;
    private @Nullable Instance[] owners;
    private int size;

    GrowableTable(Table table, int initialValue) {
        super(new Table(table.elementType(), new TableLimits(0, table.limits().max())), initialValue);
        this.limits = new TableLimits(table.limits().min(), table.limits().max());
        this.size = (int) limits.min();
        this.references = new int[size];
        this.owners = new Instance[size];
        Arrays.fill(references, initialValue);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public TableLimits limits() {
        return limits;
    }

    @Override
    public int grow(int delta, int value, @Nullable Instance instance) {
        if (delta < 0 || delta > limits.max() - size) {
            return -1;
        }
        int before = size;
        int wanted = before + delta;
        if (wanted > references.length) {
            int ahead = (int) Math.min(limits.max(), wanted + (long) (wanted >>> 1));
            try {
                references = Arrays.copyOf(references, ahead);
                owners = Arrays.copyOf(owners, ahead);
            } catch (OutOfMemoryError e) {
                return -1;
            }
        }
        Arrays.fill(references, before, wanted, value);
        Arrays.fill(owners, before, wanted, instance);
        size = wanted;
        return before;
    }

    private boolean has(int index) {
        return index >= 0 && index < size;
    }

    @Override
    public int ref(int index) {
        if (!has(index)) {
            throw new ChicoryException("undefined element");
        }
        return references[index];
    }

    @Override
    public int requiredRef(int index) {
        int reference = ref(index);
        if (reference == REF_NULL_VALUE) {
            throw new ChicoryException("uninitialized element " + index);
        }
        return reference;
    }

    @Override
    public void setRef(int index, int value, @Nullable Instance instance) {
        if (!has(index)) {
            throw new UninstantiableException("out of bounds table access");
        }
        references[index] = value;
        owners[index] = instance;
    }

    @Override
    public @Nullable Instance instance(int index) {
        return owners[index];
    }

    @Override
    public void reset() {
        Arrays.fill(references, 0, size, REF_NULL_VALUE);
    }
}
