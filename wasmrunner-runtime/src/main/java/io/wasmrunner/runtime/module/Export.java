package io.wasmrunner.runtime.module;

/**
 * Something a module offers.
 *
 * @param index in the index space of its kind
 */
public record Export(String name, int index, ExternType type) {

    /** For people: {@code add: function (i32, i32) -> i32}. */
    @Override
    public String toString() {
        return name + ": " + type;
    }
}
