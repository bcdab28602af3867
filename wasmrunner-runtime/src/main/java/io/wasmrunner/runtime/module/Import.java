package io.wasmrunner.runtime.module;

/** Something a module needs from outside. */
public record Import(String module, String name, ExternType type) {

    /** For people: {@code env.log: function (i32, i32)}. */
    @Override
    public String toString() {
        return module + "." + name + ": " + type;
    }
}
