package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** An archive with whatever a test wants in it, also what no honest program writes. */
final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter tar = new TarWriter(bytes);

    Archive file(String name, String content) {
        return file(name, content, 0644);
    }

    Archive file(String name, String content, int mode) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        return entry(TarEntry.file(name, body.length, mode, 1_000_000_000), body);
    }

    Archive folder(String name) {
        return entry(TarEntry.folder(name, 0755, 0), new byte[0]);
    }

    Archive symlink(String name, String target) {
        return entry(TarEntry.symlink(name, target, 0), new byte[0]);
    }

    Archive hardLink(String name, String target) {
        return entry(new TarEntry(TarKind.HARD_LINK, name, target, 0, 0644, 0), new byte[0]);
    }

    Archive special(TarKind kind, String name) {
        return entry(new TarEntry(kind, name, "", 0, 0666, 0), new byte[0]);
    }

    private Archive entry(TarEntry entry, byte[] body) {
        try {
            tar.begin(entry);
            tar.write(body, 0, body.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    byte[] bytes() {
        try {
            tar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] gzip() {
        return gzip(bytes());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
