package io.wasmrunner.runtime.engine.wasmtime;

import io.github.kawamuray.wasmtime.FuncType;
import io.github.kawamuray.wasmtime.Val;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import java.util.Arrays;
import java.util.List;

/** wasmtime-java's boxed values and types, to and from the SPI's. */
final class Values {
    private Values() {}

    static FuncType type(FunctionType type) {
        return new FuncType(types(type.parameters()), types(type.results()));
    }

    static FunctionType type(FuncType type) {
        return new FunctionType(types(type.getParams()), types(type.getResults()));
    }

    private static Val.Type[] types(List<ValueType> types) {
        return types.stream()
                .map(type -> switch (type) {
                    case I32 -> Val.Type.I32;
                    case I64 -> Val.Type.I64;
                    case F32 -> Val.Type.F32;
                    case F64 -> Val.Type.F64;
                    case V128 -> Val.Type.V128;
                    case FUNCREF -> Val.Type.FUNC_REF;
                    case EXTERNREF, REF -> Val.Type.EXTERN_REF;
                })
                .toArray(Val.Type[]::new);
    }

    private static List<ValueType> types(Val.Type[] types) {
        return Arrays.stream(types)
                .map(type -> switch (type) {
                    case I32 -> ValueType.I32;
                    case I64 -> ValueType.I64;
                    case F32 -> ValueType.F32;
                    case F64 -> ValueType.F64;
                    case V128 -> ValueType.V128;
                    case FUNC_REF -> ValueType.FUNCREF;
                    case EXTERN_REF -> ValueType.EXTERNREF;
                })
                .toList();
    }

    static Val box(ValueType type, long raw) {
        return switch (type) {
            case I32 -> Val.fromI32((int) raw);
            case I64 -> Val.fromI64(raw);
            case F32 -> Val.fromF32(Float.intBitsToFloat((int) raw));
            case F64 -> Val.fromF64(Double.longBitsToDouble(raw));
            case V128, FUNCREF, EXTERNREF, REF ->
                throw new IllegalArgumentException("a value of type " + type + " cannot be passed in or out");
        };
    }

    static long unbox(Val value) {
        return switch (value.getType()) {
            case I32 -> value.i32();
            case I64 -> value.i64();
            case F32 -> Float.floatToRawIntBits(value.f32());
            case F64 -> Double.doubleToRawLongBits(value.f64());
            case V128, FUNC_REF, EXTERN_REF ->
                throw new IllegalArgumentException(
                        "a value of type " + value.getType() + " cannot be passed in or out");
        };
    }
}
