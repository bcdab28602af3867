package io.wasmrunner.runtime.module;

import io.wasmrunner.sandbox.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A module's bytes, and their digest once somebody asks. The array is neither copied on the way in nor on the way out,
 * since modules reach tens of megabytes: nobody may change it.
 */
public final class ModuleBinary {
    private final byte[] bytes;
    private volatile @Nullable String digest;

    private ModuleBinary(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ModuleBinary of(byte[] bytes) {
        return new ModuleBinary(bytes);
    }

    /** Bytes whose digest is known. */
    public static ModuleBinary of(byte[] bytes, String sha256) {
        ModuleBinary binary = new ModuleBinary(bytes);
        binary.digest = sha256;
        return binary;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Bytes. */
    public int size() {
        return bytes.length;
    }

    public ModuleKind kind() {
        return ModuleKind.detect(bytes);
    }

    /** The SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
    public String sha256() {
        String known = digest;
        if (known == null) {
            known = Sha256.hex(bytes);
            digest = known;
        }
        return known;
    }
}
