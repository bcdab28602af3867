package io.wasmrunner.runtime.module;

/** The bytes are not a well-formed WebAssembly module. */
public final class ModuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final long offset;
    private final String section;

    /**
     * @param problem what is wrong, as a clause
     * @param offset where, in bytes from the start of the module
     * @param section the section it lies in, for example {@code code}; empty when in none
     */
    public ModuleException(String problem, long offset, String section) {
        super("malformed module: " + problem + " (" + (section.isEmpty() ? "" : section + " section, ") + "byte "
                + offset + ")");
        this.problem = problem;
        this.offset = offset;
        this.section = section;
    }

    public String problem() {
        return problem;
    }

    public long offset() {
        return offset;
    }

    public String section() {
        return section;
    }
}
