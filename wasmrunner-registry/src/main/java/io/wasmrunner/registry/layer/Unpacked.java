package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.layer.tar.TarKind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an unpacking has made so far, so that it never has to trust what it finds on disk. */
final class Unpacked {
    private final TarKind kind;
    private final Map<String, Unpacked> children = new TreeMap<>();

    Unpacked(TarKind kind) {
        this.kind = kind;
    }

    TarKind kind() {
        return kind;
    }

    @Nullable
    Unpacked child(String name) {
        return children.get(name);
    }

    void put(String name, Unpacked child) {
        children.put(name, child);
    }

    void remove(String name) {
        children.remove(name);
    }

    /** Null when it is not there; never through a link. */
    @Nullable
    Unpacked find(ImagePath path) {
        Unpacked at = this;
        for (String part : path.parts()) {
            at = at == null ? null : at.child(part);
        }
        return at;
    }
}
