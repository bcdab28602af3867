package io.wasmrunner.runtime.cache;

import io.wasmrunner.sandbox.digest.Sha256;
import java.nio.charset.StandardCharsets;

/** What a cached entry was made from; equal keys mean the same compiled code. */
public record CacheKey(String module, String engine, String engineVersion, String options) {

    /** The folder's name: the SHA-256 over all four parts, and the JDK and processor that compiled code depends on. */
    String folder() {
        String parts = String.join(
                "\0",
                module,
                engine,
                engineVersion,
                options,
                System.getProperty("java.vm.version"),
                System.getProperty("os.arch"));
        return Sha256.hex(parts.getBytes(StandardCharsets.UTF_8));
    }
}
