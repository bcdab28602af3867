package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.MethodTooLargeException;

/** What compiling a module leaves: its classes, and the module without the function bodies that are in them. */
final class ChicoryArtifact {
    /** The machine's class; Chicory puts the others beside it. */
    static final String CLASS_NAME = "io.wasmrunner.guest.Machine";

    /** What Chicory's names of compiled functions start with, before the function's index. */
    static final String FUNCTION = "func_";

    private static final String FILE = "chicory";

    private final byte[] module;
    private final Map<String, byte[]> classes;

    private ChicoryArtifact(byte[] module, Map<String, byte[]> classes) {
        this.module = module;
        this.classes = classes;
    }

    /** The module as Chicory is to read it. */
    byte[] module() {
        return module;
    }

    /** JVM classes by binary name. */
    Map<String, byte[]> classes() {
        return classes;
    }

    static ChicoryArtifact compile(byte[] bytes) {
        InterpretedFunctions interpreted = new InterpretedFunctions(ModuleInfo.parse(bytes));
        WasmModule module = Parser.parse(bytes);
        CompilerResult result = compile(module, interpreted);
        byte[] stripped = BodilessModule.strip(bytes, module, result.interpretedFunctions());
        // Chicory names some of its classes in the binary form and some in the internal one.
        Map<String, byte[]> classes = new HashMap<>();
        result.classBytes().forEach((name, code) -> classes.put(name.replace('/', '.'), code));
        return new ChicoryArtifact(stripped, classes);
    }

    private static CompilerResult compile(WasmModule module, InterpretedFunctions interpreted) {
        while (true) {
            try {
                return Compiler.builder(module)
                        .withClassName(CLASS_NAME)
                        .withClassCollectorFactory(ByteClassCollector::new)
                        .withInterpreterFallback(InterpreterFallback.FAIL)
                        .withInterpretedFunctions(interpreted.soFar())
                        .build()
                        .compile();
            } catch (ChicoryException e) {
                if (!(e.getCause() instanceof MethodTooLargeException tooLarge)
                        || !tooLarge.getMethodName().startsWith(FUNCTION)) {
                    throw e;
                }
                interpreted.add(Integer.parseInt(tooLarge.getMethodName().substring(FUNCTION.length())));
            }
        }
    }

    void write(Path folder) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(FILE))))) {
            out.writeInt(module.length);
            out.write(module);
            out.writeInt(classes.size());
            for (var entry : classes.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        }
    }

    static ChicoryArtifact read(Path folder) throws IOException {
        byte[] all;
        try (FileInputStream file = new FileInputStream(folder.resolve(FILE).toFile())) {
            all = file.readAllBytes();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(all));
        byte[] module = in.readNBytes(in.readInt());
        int count = in.readInt();
        Map<String, byte[]> classes = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            classes.put(name, in.readNBytes(in.readInt()));
        }
        return new ChicoryArtifact(module, classes);
    }
}
