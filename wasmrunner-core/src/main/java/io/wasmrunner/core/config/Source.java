package io.wasmrunner.core.config;

import java.nio.file.Path;

/** Where a value comes from. */
public sealed interface Source {

    /** Nobody set it. */
    record Standard() implements Source {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** @param line counted from 1 */
    record InFile(Path file, int line) implements Source {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Of the environment. */
    record Variable(String name) implements Source {
        @Override
        public String toString() {
            return name;
        }
    }
}
