package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/**
 * What an image runs on (image-spec, image-index.md): {@code wasi/wasm} is the operating system {@code wasi} on the
 * architecture {@code wasm}.
 *
 * @param variant of the architecture; mostly empty
 */
public record Platform(String os, String architecture, String variant) {
    /** What images with files are built for. */
    public static final Platform WASI = new Platform("wasi", "wasm", "");

    /** As {@code --platform} has it: {@code os/architecture[/variant]}. */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use the platform " + text + ": it must be os/architecture, as wasi/wasm");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    static Platform read(Fields fields) {
        return new Platform(fields.text("os"), fields.text("architecture"), fields.text("variant"));
    }

    ObjectNode write() {
        ObjectNode node = Json.object();
        node.put("architecture", architecture);
        node.put("os", os);
        if (!variant.isEmpty()) {
            node.put("variant", variant);
        }
        return node;
    }

    /** Whether WebAssembly runs on it, in one of the ways it has been written. */
    public boolean isWasm() {
        return architecture.equals("wasm") || architecture.equals("wasm32");
    }

    /**
     * How well it suits a core module with WASI preview 1: 0 not at all, more is better. Ahead of all is
     * {@code wasi/wasm}, then {@code wasip1}, then what names no or another system.
     */
    public int suits() {
        if (!isWasm()) {
            return 0;
        }
        return switch (os) {
            case "wasi" -> 4;
            case "wasip1" -> 3;
            case "wasip2" -> 1;
            default -> 2;
        };
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
