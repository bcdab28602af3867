package io.wasmrunner.runtime.instrument;

import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.engine.wasmtime.WasmtimeProvider;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.nio.file.Path;
import java.util.List;

final class WasmtimeRunner implements Runner {
    static {
        // wasmtime-java's own loader would leave 18 MB in the temporary folder.
        new WasmtimeProvider().open(Path.of("target", "wasmtime-library")).close();
    }

    private final ModuleInfo info;
    private final Config config = new Config();
    private final Engine engine = new Engine(config);
    private final Store<Void> store = new Store<>(null, engine);
    private final Module module;
    private final Instance instance;

    WasmtimeRunner(byte[] bytes) {
        info = ModuleInfo.parse(bytes);
        module = new Module(engine, bytes);
        instance = new Instance(store, module, List.of());
    }

    @Override
    public long[] call(String name, long... arguments) {
        FunctionType type =
                ((ExternType.Function) info.export(name).orElseThrow().type()).type();
        Val[] values = new Val[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(type.parameters().get(i), arguments[i]);
        }
        try (Func function = instance.getFunc(store, name).orElseThrow()) {
            Val[] results = function.call(store, values);
            long[] raw = new long[results.length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = type.results().get(i) == ValueType.I32 ? results[i].i32() : results[i].i64();
            }
            return raw;
        }
    }

    private static Val value(ValueType type, long raw) {
        return switch (type) {
            case I32 -> Val.fromI32((int) raw);
            case I64 -> Val.fromI64(raw);
            case F64 -> Val.fromF64(Double.longBitsToDouble(raw));
            case F32, V128, FUNCREF, EXTERNREF, REF -> throw new IllegalArgumentException("no test needs " + type);
        };
    }

    @Override
    public void close() {
        instance.close();
        module.close();
        store.close();
        engine.close();
    }
}
