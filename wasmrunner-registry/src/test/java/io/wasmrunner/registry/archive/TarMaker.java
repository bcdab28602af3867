package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** An archive put together entry by entry. */
final class TarMaker {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter tar = new TarWriter(bytes);

    TarMaker file(String name, byte[] content) throws IOException {
        tar.begin(TarEntry.file(name, content.length, 0644, 0));
        tar.write(content, 0, content.length);
        return this;
    }

    TarMaker file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TarMaker symlink(String name, String target) throws IOException {
        tar.begin(TarEntry.symlink(name, target, 0));
        return this;
    }

    TarMaker device(String name) throws IOException {
        tar.begin(new TarEntry(TarKind.CHARACTER_DEVICE, name, "", 0, 0600, 0));
        return this;
    }

    byte[] bytes() throws IOException {
        tar.finish();
        return bytes.toByteArray();
    }

    InputStream stream() throws IOException {
        return new ByteArrayInputStream(bytes());
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
