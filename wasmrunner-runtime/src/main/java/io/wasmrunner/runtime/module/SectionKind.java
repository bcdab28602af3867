package io.wasmrunner.runtime.module;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sections, in the order they must come in; the custom one may stand anywhere (Core Specification 2.0, section 5.5.2). */
public enum SectionKind {
    CUSTOM(0),
    TYPE(1),
    IMPORT(2),
    FUNCTION(3),
    TABLE(4),
    MEMORY(5),
    TAG(13),
    GLOBAL(6),
    EXPORT(7),
    START(8),
    ELEMENT(9),
    DATA_COUNT(12),
    CODE(10),
    DATA(11);

    private static final SectionKind[] BY_ID = new SectionKind[14];

    static {
        for (SectionKind kind : values()) {
            BY_ID[kind.id] = kind;
        }
    }

    private final int id;
    private final String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    SectionKind(int id) {
        this.id = id;
    }

    /** The byte that starts it. */
    public int id() {
        return id;
    }

    static @Nullable SectionKind of(int id) {
        return id < BY_ID.length ? BY_ID[id] : null;
    }

    @Override
    public String toString() {
        return words;
    }
}
