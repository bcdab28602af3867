package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.wasm.ChicoryException;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.engine.TrapException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Chicory's ways of saying that a guest trapped, in the SPI's words. */
final class ChicoryTraps {
    private static final int SHOWN_FRAMES = 8;

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("unreachable", Kind.UNREACHABLE),
            Map.entry("out of bounds memory", Kind.MEMORY_OUT_OF_BOUNDS),
            Map.entry("out of bounds table", Kind.TABLE_OUT_OF_BOUNDS),
            Map.entry("undefined element", Kind.TABLE_OUT_OF_BOUNDS),
            Map.entry("uninitialized element", Kind.UNINITIALIZED_ELEMENT),
            Map.entry("indirect call type mismatch", Kind.INDIRECT_CALL_TYPE_MISMATCH),
            Map.entry("integer overflow", Kind.INTEGER_OVERFLOW),
            Map.entry("integer divide by zero", Kind.INTEGER_DIVIDE_BY_ZERO),
            Map.entry("invalid conversion to integer", Kind.INVALID_CONVERSION_TO_INTEGER),
            Map.entry("unaligned atomic", Kind.UNALIGNED_ATOMIC),
            Map.entry("call stack exhausted", Kind.CALL_STACK_EXHAUSTED));

    private ChicoryTraps() {}

    static TrapException of(Throwable thrown) {
        return new TrapException(kind(thrown), String.valueOf(thrown.getMessage()), frames(thrown), thrown);
    }

    private static Kind kind(Throwable thrown) {
        if (thrown instanceof ChicoryInterruptedException) {
            return Kind.INTERRUPTED;
        }
        if (thrown instanceof StackOverflowError) {
            return Kind.CALL_STACK_EXHAUSTED;
        }
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        for (var entry : KINDS.entrySet()) {
            if (message.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return thrown instanceof ChicoryException && thrown.getCause() instanceof StackOverflowError
                ? Kind.CALL_STACK_EXHAUSTED
                : Kind.OTHER;
    }

    /** The guest's functions that were running, innermost first: compiled code keeps their index in the method's name. */
    private static List<Integer> frames(Throwable thrown) {
        List<Integer> functions = new ArrayList<>();
        for (StackTraceElement element : thrown.getStackTrace()) {
            String method = element.getMethodName();
            if (element.getClassName().startsWith(ChicoryArtifact.CLASS_NAME)
                    && method.startsWith(ChicoryArtifact.FUNCTION)) {
                functions.add(Integer.valueOf(method.substring(ChicoryArtifact.FUNCTION.length())));
                if (functions.size() == SHOWN_FRAMES) {
                    break;
                }
            }
        }
        return functions;
    }
}
