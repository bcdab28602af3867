package io.wasmrunner.core.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A directory that a container is given beside its own files.
 *
 * @param source a path of the host, the name of a volume, or empty for memory
 * @param target where the guest finds it; absolute
 * @param size bytes it may hold; 0 for any number
 * @param flag what asked for it, for messages
 */
public record ContainerMount(Type type, String source, String target, boolean writable, long size, String flag) {

    /** What is behind it. */
    public enum Type {
        BIND,
        VOLUME,
        /** A volume that nobody named: it goes with the container when that is removed with {@code -v} or {@code --rm}. */
        ANONYMOUS,
        TMPFS;

        /** As Docker writes it. */
        @Override
        public String toString() {
            return this == ANONYMOUS ? "volume" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same, not writable. */
    public ContainerMount readOnly() {
        return new ContainerMount(type, source, target, false, size, flag);
    }

    /** The same, wherever a later command is started from. */
    public ContainerMount absolute() {
        return new ContainerMount(
                type, Path.of(source).toAbsolutePath().normalize().toString(), target, writable, size, flag);
    }

    ObjectNode write() {
        return Json.object()
                .put("type", type.name())
                .put("source", source)
                .put("target", target)
                .put("writable", writable)
                .put("size", size)
                .put("flag", flag);
    }

    static ContainerMount read(Fields fields) {
        return new ContainerMount(
                SpecJson.choice(Type.class, fields, "type"),
                fields.text("source"),
                fields.text("target"),
                fields.flag("writable"),
                Math.max(0, fields.number("size")),
                fields.text("flag"));
    }
}
