package io.wasmrunner.runtime.module;

/** Where in a module something is, for example function 12. */
public record Place(Kind kind, int index) {

    public enum Kind {
        TYPE,
        IMPORT,
        FUNCTION,
        TABLE,
        MEMORY,
        GLOBAL,
        TAG,
        EXPORT,
        ELEMENT_SEGMENT,
        DATA_SEGMENT;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** Without names: {@code function 12}. */
    @Override
    public String toString() {
        return kind.words() + " " + index;
    }

    /** With the name that the module gives it, if any: {@code function 12 "sha_block"}. */
    public String describe(ModuleInfo module) {
        if (kind == Kind.FUNCTION) {
            return module.functionName(index)
                    .map(name -> this + " \"" + name + "\"")
                    .orElseGet(this::toString);
        }
        return toString();
    }
}
