package io.wasmrunner.runtime.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a cached entry was made from; equal keys mean the same compiled code. */
public record CacheKey(String module, String engine, String engineVersion, String options) {

    /** The folder's name: the SHA-256 over all four parts, and the JDK's version, which compiled classes depend on. */
    String folder() {
        MessageDigest sha256 = Digests.sha256();
        for (String part : new String[] {
            module, engine, engineVersion, options, Runtime.version().toString(), System.getProperty("os.arch")
        }) {
            sha256.update(part.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
