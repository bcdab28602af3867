package io.wasmrunner.runtime.module;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads types (Core Specification 2.0, section 5.3, and 3.0's further ones), noting the features they need. */
final class TypeReader {
    static final int REF = 0x64;
    static final int REF_NULL = 0x63;

    private static final int HEAP_FUNC = 0x70 - 0x80;
    private static final int HEAP_EXTERN = 0x6f - 0x80;
    private static final int MAX_VALUES = 1_000;
    private static final int MAX_PAGES = 65_536;

    private final WasmReader in;
    private final FeatureSet features;
    private Place.Kind kind = Place.Kind.TYPE;
    private int index;

    TypeReader(WasmReader in, FeatureSet features) {
        this.in = in;
        this.features = features;
    }

    /** Says what the next types belong to. */
    void at(Place.Kind newKind, int newIndex) {
        kind = newKind;
        index = newIndex;
    }

    void need(Feature feature) {
        features.add(feature, kind, index);
    }

    ValueType valueType() {
        int code = in.u8();
        return switch (code) {
            case 0x7f -> ValueType.I32;
            case 0x7e -> ValueType.I64;
            case 0x7d -> ValueType.F32;
            case 0x7c -> ValueType.F64;
            case 0x7b -> {
                need(Feature.SIMD);
                yield ValueType.V128;
            }
            case 0x70 -> ValueType.FUNCREF;
            case 0x6f -> {
                need(Feature.REFERENCE_TYPES);
                yield ValueType.EXTERNREF;
            }
            case 0x69, 0x74 -> {
                need(Feature.EXCEPTIONS);
                yield ValueType.REF;
            }
            case 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x71, 0x72, 0x73 -> {
                need(Feature.GC);
                yield ValueType.REF;
            }
            case REF, REF_NULL -> {
                long heap = in.s33();
                need(heap >= 0 || heap == HEAP_FUNC || heap == HEAP_EXTERN ? Feature.FUNCTION_REFERENCES : Feature.GC);
                yield ValueType.REF;
            }
            default -> throw in.malformed("unknown value type 0x" + Integer.toHexString(code));
        };
    }

    ValueType referenceType() {
        ValueType type = valueType();
        return switch (type) {
            case FUNCREF, EXTERNREF, REF -> type;
            case I32, I64, F32, F64, V128 -> throw in.malformed(type + " is not a reference type");
        };
    }

    /** A type section's entry: the function types in it, null for each that is none. */
    void definitions(List<@Nullable FunctionType> into) {
        int code = in.peek();
        if (code != 0x4e) {
            into.add(definition());
            return;
        }
        in.skip(1);
        need(Feature.GC);
        int count = in.count(2, "types");
        for (int i = 0; i < count; i++) {
            into.add(definition());
        }
    }

    private @Nullable FunctionType definition() {
        int code = in.u8();
        if (code == 0x50 || code == 0x4f) {
            need(Feature.GC);
            int count = in.count(1, "supertypes");
            for (int i = 0; i < count; i++) {
                in.index();
            }
            code = in.u8();
        }
        return switch (code) {
            case 0x60 -> functionType();
            case 0x5f -> {
                need(Feature.GC);
                int count = in.count(2, "fields");
                for (int i = 0; i < count; i++) {
                    field();
                }
                yield null;
            }
            case 0x5e -> {
                need(Feature.GC);
                field();
                yield null;
            }
            default -> throw in.malformed("unknown kind of type 0x" + Integer.toHexString(code));
        };
    }

    private void field() {
        int code = in.peek();
        if (code == 0x77 || code == 0x78) {
            in.skip(1);
        } else {
            valueType();
        }
        mutability();
    }

    private FunctionType functionType() {
        List<ValueType> parameters = valueTypes("parameters");
        List<ValueType> results = valueTypes("results");
        if (results.size() > 1) {
            need(Feature.MULTI_VALUE);
        }
        return new FunctionType(parameters, results);
    }

    private List<ValueType> valueTypes(String what) {
        int count = in.count(1, what);
        if (count > MAX_VALUES) {
            throw in.malformed(count + " " + what + " are more than the " + MAX_VALUES + " that engines allow");
        }
        List<ValueType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(valueType());
        }
        return types;
    }

    boolean mutability() {
        int code = in.u8();
        if (code > 1) {
            throw in.malformed("mutability must be 0 or 1, not " + code);
        }
        return code == 1;
    }

    ExternType.Global global() {
        return new ExternType.Global(valueType(), mutability());
    }

    ExternType.Table table() {
        ValueType element = referenceType();
        int flags = flags(0x05);
        return new ExternType.Table(element, limits(flags));
    }

    ExternType.Memory memory() {
        int flags = flags(0x0f);
        Limits limits = limits(flags);
        if (limits.shared()) {
            need(Feature.THREADS);
            if (limits.maximum().isEmpty()) {
                throw in.malformed("a shared memory must have a maximum");
            }
        }
        int pageSize = (flags & 8) == 0 ? ExternType.Memory.PAGE : pageSize();
        if (pageSize == ExternType.Memory.PAGE && !limits.wide()) {
            checkPages(limits.minimum());
            checkPages(limits.maximum().orElse(0));
        }
        return new ExternType.Memory(limits, pageSize);
    }

    private int flags(int allowed) {
        int flags = in.u8();
        if ((flags & ~allowed) != 0) {
            throw in.malformed("unknown limits flags 0x" + Integer.toHexString(flags));
        }
        return flags;
    }

    private int pageSize() {
        need(Feature.CUSTOM_PAGE_SIZES);
        long log = in.u32();
        if (log > 16) {
            throw in.malformed("page size 2^" + log + " is too large");
        }
        return 1 << log;
    }

    private void checkPages(long pages) {
        if (pages > MAX_PAGES) {
            throw in.malformed("a memory of " + pages + " pages is more than 4 GiB");
        }
    }

    private Limits limits(int flags) {
        boolean wide = (flags & 4) != 0;
        if (wide) {
            need(Feature.MEMORY64);
        }
        long minimum = wide ? in.u64() : in.u32();
        OptionalLong maximum = (flags & 1) == 0 ? OptionalLong.empty() : OptionalLong.of(wide ? in.u64() : in.u32());
        if (maximum.isPresent() && Long.compareUnsigned(minimum, maximum.getAsLong()) > 0) {
            throw in.malformed("the minimum " + Long.toUnsignedString(minimum) + " is above the maximum "
                    + Long.toUnsignedString(maximum.getAsLong()));
        }
        return new Limits(minimum, maximum, (flags & 2) != 0, wide);
    }
}
