package io.wasmrunner.runtime.instrument;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;

record ChicoryRunner(Instance instance) implements Runner {

    static ChicoryRunner interpreted(byte[] bytes) {
        return new ChicoryRunner(Instance.builder(Parser.parse(bytes)).build());
    }

    static ChicoryRunner compiled(byte[] bytes) {
        WasmModule module = Parser.parse(bytes);
        return new ChicoryRunner(Instance.builder(module)
                .withMachineFactory(MachineFactoryCompiler.compile(module))
                .build());
    }

    @Override
    public long[] call(String name, long... arguments) {
        long[] results = instance.export(name).apply(arguments);
        FunctionType type = instance.exportType(name);
        for (int i = 0; results != null && i < results.length; i++) {
            if (type.returns().get(i).equals(ValType.I32)) {
                results[i] = (int) results[i];
            }
        }
        return results;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
