package io.wasmrunner.registry.layer.tar;

/**
 * What an archive says about one file. Nothing of it has been checked but its lengths.
 *
 * @param name as it is written there
 * @param target of a link; else empty
 * @param size bytes of content; 0 for all but files
 * @param mode the permission bits, with setuid and the like
 * @param modified seconds since 1970, never negative
 */
public record TarEntry(TarKind kind, String name, String target, long size, int mode, long modified) {
    public static TarEntry folder(String name, int mode, long modified) {
        return new TarEntry(TarKind.FOLDER, name, "", 0, mode, modified);
    }

    public static TarEntry file(String name, long size, int mode, long modified) {
        return new TarEntry(TarKind.FILE, name, "", size, mode, modified);
    }

    public static TarEntry symlink(String name, String target, long modified) {
        return new TarEntry(TarKind.SYMLINK, name, target, 0, 0777, modified);
    }
}
