package io.wasmrunner.runtime.module;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;

/** The type of something imported or exported (Core Specification 2.0, section 2.3.11). */
public sealed interface ExternType {

    record Function(FunctionType type) implements ExternType {
        @Override
        public String toString() {
            return "function " + type;
        }
    }

    /** Limits in elements. */
    record Table(ValueType element, Limits limits) implements ExternType {
        @Override
        public String toString() {
            return "table " + limits + " " + element;
        }
    }

    /**
     * Limits in pages.
     *
     * @param pageSize bytes: 65,536 unless the module asks for another power of two
     */
    record Memory(Limits limits, int pageSize) implements ExternType {
        /** Bytes of a page when the module does not say otherwise. */
        public static final int PAGE = 65_536;

        @Override
        public String toString() {
            return "memory " + limits + (pageSize == PAGE ? "" : " of " + pageSize + "-byte pages");
        }
    }

    record Global(ValueType type, boolean mutable) implements ExternType {
        @Override
        public String toString() {
            return "global " + (mutable ? "mutable " : "") + type;
        }
    }

    /** An exception tag, with the values it carries as parameters. */
    record Tag(FunctionType type) implements ExternType {
        @Override
        public String toString() {
            return "tag " + type;
        }
    }
}
