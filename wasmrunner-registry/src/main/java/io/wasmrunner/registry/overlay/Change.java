package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.layer.ImagePath;

/** One line of what a container changed in its files. */
public record Change(Kind kind, ImagePath path) {

    /** As {@code docker diff} has them. */
    public enum Kind {
        ADDED('A'),
        CHANGED('C'),
        DELETED('D');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }

    /** {@code C /etc/hosts}. */
    @Override
    public String toString() {
        return kind.letter() + " " + path;
    }
}
