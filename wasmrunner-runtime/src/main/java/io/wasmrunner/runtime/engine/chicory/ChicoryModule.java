package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.ValType;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.engine.LinkException;
import io.wasmrunner.runtime.engine.ValueType;
import java.util.List;
import java.util.function.Function;

/** A module Chicory has read, and how to make its machine. */
record ChicoryModule(WasmModule module, Function<Instance, Machine> machines) implements CompiledModule {

    @Override
    public GuestInstance instantiate(HostFunctions imports) {
        ImportValues.Builder values = ImportValues.builder();
        HostCalls calls = new HostCalls();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import wanted = module.importSection().getImport(i);
            if (!(wanted instanceof FunctionImport function)) {
                throw new LinkException("nothing provides the import %s.%s (%s)"
                        .formatted(wanted.module(), wanted.name(), wanted.importType()));
            }
            HostFunction found = imports.find(wanted.module(), wanted.name())
                    .orElseThrow(() -> new LinkException(
                            "nothing provides the import %s.%s".formatted(wanted.module(), wanted.name())));
            FunctionType type = module.typeSection().getType(function.typeIndex());
            if (!matches(type, found.type())) {
                throw new LinkException("the import %s.%s is %s here, the module wants %s"
                        .formatted(found.module(), found.name(), found.type(), type));
            }
            values.addFunction(new ImportFunction(found.module(), found.name(), type, calls.handle(found)));
        }
        try {
            Instance instance = Instance.builder(module)
                    .withMachineFactory(machines)
                    .withImportValues(values.build())
                    .withMemoryFactory(limits -> limits.shared() ? new ByteArrayMemory(limits) : new FlatMemory(limits))
                    .withTableFactory(GrowableTable::new)
                    .withStart(false)
                    .build();
            return new ChicoryInstance(instance, calls.attach(instance));
        } catch (UnlinkableException e) {
            throw new LinkException(e.getMessage());
        } catch (ChicoryException e) {
            throw ChicoryTraps.of(e);
        }
    }

    private static boolean matches(FunctionType wanted, io.wasmrunner.runtime.engine.FunctionType found) {
        return matches(wanted.params(), found.parameters()) && matches(wanted.returns(), found.results());
    }

    private static boolean matches(List<ValType> wanted, List<ValueType> found) {
        if (wanted.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals(type(found.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static ValType type(ValueType type) {
        return switch (type) {
            case I32 -> ValType.I32;
            case I64 -> ValType.I64;
            case F32 -> ValType.F32;
            case F64 -> ValType.F64;
            case V128 -> ValType.V128;
            case FUNCREF -> ValType.FuncRef;
            case EXTERNREF -> ValType.ExternRef;
            case REF -> throw new LinkException("no host function takes such a reference");
        };
    }

    @Override
    public void close() {}
}
