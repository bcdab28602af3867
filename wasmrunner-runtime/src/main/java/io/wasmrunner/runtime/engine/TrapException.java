package io.wasmrunner.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guest trapped (WebAssembly Core Specification 2.0, section 4.4). */
public final class TrapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<Integer> functions;

    /**
     * A trap.
     *
     * @param detail the engine's own words
     * @param functions indexes of the functions that were running, innermost first, where the engine knows
     */
    public TrapException(Kind kind, String detail, List<Integer> functions, @Nullable Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.functions = List.copyOf(functions);
    }

    /** Indexes of the functions that were running, innermost first; empty when the engine does not know. */
    public List<Integer> functions() {
        return functions;
    }

    public Kind kind() {
        return kind;
    }

    /** Why, in the words of the specification's test suite. */
    public enum Kind {
        UNREACHABLE("unreachable executed"),
        MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
        TABLE_OUT_OF_BOUNDS("out of bounds table access"),
        UNINITIALIZED_ELEMENT("uninitialized element"),
        INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
        INTEGER_OVERFLOW("integer overflow"),
        INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
        INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
        UNALIGNED_ATOMIC("unaligned atomic"),
        CALL_STACK_EXHAUSTED("call stack exhausted"),
        INTERRUPTED("interrupted"),
        /** Not WebAssembly's: it called a host function that the policy denies. */
        DENIED_CALL("call denied by the policy"),
        OTHER("trap");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
