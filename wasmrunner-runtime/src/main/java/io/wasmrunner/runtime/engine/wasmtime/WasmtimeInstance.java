package io.wasmrunner.runtime.engine.wasmtime;

import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Trap;
import io.github.kawamuray.wasmtime.Val;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import io.github.kawamuray.wasmtime.WasmtimeException;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.GuestThread;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.engine.TrapException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instance with the store and every handle in it; owns them all. */
final class WasmtimeInstance implements GuestInstance {
    private final Engine engine;
    private final Store<Void> store;
    private final Instance instance;
    private final HostCalls calls;
    private final List<Func> imports;
    private final Map<String, Func> exports = new HashMap<>();
    private final Optional<Memory> memory;
    private final GuestMemory guestMemory;
    private boolean closed;

    WasmtimeInstance(Engine engine, Store<Void> store, Instance instance, HostCalls calls, List<Func> imports) {
        this.engine = engine;
        this.store = store;
        this.instance = instance;
        this.calls = calls;
        this.imports = imports;
        this.memory = instance.getMemory(store, "memory");
        this.guestMemory =
                memory.map(m -> new BufferMemory(() -> m.buffer(store))).orElse(EmptyMemory.INSTANCE);
        calls.attach(guestMemory);
    }

    @Override
    public long[] call(String export, FunctionType type, long... arguments) {
        // Compiled code may use more stack than an ordinary thread has, and would kill the JVM.
        if (!(Thread.currentThread() instanceof GuestThread)) {
            throw new IllegalStateException("a guest runs on a GuestThread");
        }
        Func function = exports.computeIfAbsent(
                export, name -> instance.getFunc(store, name).orElseThrow());
        Val[] values = new Val[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Values.box(type.parameters().get(i), arguments[i]);
        }
        try {
            Val[] results = function.call(store, values);
            long[] raw = new long[results.length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = Values.unbox(results[i]);
            }
            return raw;
        } catch (WasmFunctionError | WasmtimeException e) {
            switch (calls.takeThrown()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null -> throw new TrapException(kind(e), String.valueOf(e.getMessage()), List.of(), e);
                case Throwable thrown -> throw new IllegalStateException(thrown);
            }
        } finally {
            calls.returned();
        }
    }

    private static Kind kind(RuntimeException e) {
        if (!(e instanceof WasmFunctionError.TrapError trapped)) {
            return Kind.OTHER;
        }
        Trap trap = trapped.trap();
        return switch (trap) {
            case UNREACHABLE_CODE_REACHED -> Kind.UNREACHABLE;
            case MEMORY_OUT_OF_BOUNDS -> Kind.MEMORY_OUT_OF_BOUNDS;
            case TABLE_OUT_OF_BOUNDS -> Kind.TABLE_OUT_OF_BOUNDS;
            case INDIRECT_CALL_TO_NULL -> Kind.UNINITIALIZED_ELEMENT;
            case BAD_SIGNATURE -> Kind.INDIRECT_CALL_TYPE_MISMATCH;
            case INTEGER_OVERFLOW -> Kind.INTEGER_OVERFLOW;
            case INTEGER_DIVISION_BY_ZERO -> Kind.INTEGER_DIVIDE_BY_ZERO;
            case BAD_CONVERSION_TO_INTEGER -> Kind.INVALID_CONVERSION_TO_INTEGER;
            case HEAP_MISALIGNED -> Kind.UNALIGNED_ATOMIC;
            case STACK_OVERFLOW -> Kind.CALL_STACK_EXHAUSTED;
            case INTERRUPT -> Kind.INTERRUPTED;
            case UNKNOWN, ALWAYS_TRAP_ADAPTER, OUF_OF_FUEL -> Kind.OTHER;
        };
    }

    @Override
    public GuestMemory memory() {
        return guestMemory;
    }

    @Override
    public void interrupt(Thread thread) {
        engine.incrementEpoch();
        thread.interrupt();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            exports.values().forEach(Func::dispose);
            imports.forEach(Func::dispose);
            memory.ifPresent(Memory::dispose);
            instance.dispose();
            store.dispose();
        }
    }
}
