package io.wasmrunner.runtime.engine.wasmtime;

import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Extern;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.ImportType;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.WasmtimeException;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.engine.LinkException;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.engine.TrapException.Kind;
import java.util.ArrayList;
import java.util.List;

/** A compiled module and the native engine it was compiled by; owns both. */
final class WasmtimeModule implements CompiledModule {
    private final Engine engine;
    private final Module module;
    private final boolean interruptible;
    private boolean closed;

    WasmtimeModule(Engine engine, Module module, boolean interruptible) {
        this.engine = engine;
        this.module = module;
        this.interruptible = interruptible;
    }

    @Override
    public GuestInstance instantiate(HostFunctions imports) {
        List<HostFunction> functions = new ArrayList<>();
        for (ImportType wanted : module.imports()) {
            functions.add(find(imports, wanted));
        }
        Store<Void> store = new Store<>(null, engine);
        List<Func> handles = new ArrayList<>();
        HostCalls calls = new HostCalls(store);
        try {
            if (interruptible) {
                store.setEpochDeadline(1);
            }
            for (HostFunction function : functions) {
                handles.add(calls.define(function));
            }
            Instance instance = new Instance(
                    store, module, handles.stream().map(Extern::fromFunc).toList());
            return new WasmtimeInstance(engine, store, instance, calls, handles);
        } catch (WasmtimeException e) {
            handles.forEach(Func::dispose);
            store.dispose();
            throw failure(e);
        }
    }

    private static HostFunction find(HostFunctions imports, ImportType wanted) {
        String name = wanted.module() + "." + wanted.name();
        if (wanted.type() != ImportType.Type.FUNC) {
            throw new LinkException("nothing provides the import %s (%s)".formatted(name, wanted.type()));
        }
        HostFunction found = imports.find(wanted.module(), wanted.name())
                .orElseThrow(() -> new LinkException("nothing provides the import " + name));
        if (!Values.type(wanted.func()).equals(found.type())) {
            throw new LinkException("the import %s is %s here, the module wants %s"
                    .formatted(name, found.type(), Values.type(wanted.func())));
        }
        return found;
    }

    private static RuntimeException failure(WasmtimeException e) {
        String message = String.valueOf(e.getMessage());
        if (!message.contains("out of bounds")) {
            return new LinkException(message);
        }
        Kind kind = message.contains("table") ? Kind.TABLE_OUT_OF_BOUNDS : Kind.MEMORY_OUT_OF_BOUNDS;
        return new TrapException(kind, message, List.of(), e);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            module.dispose();
            engine.dispose();
        }
    }
}
