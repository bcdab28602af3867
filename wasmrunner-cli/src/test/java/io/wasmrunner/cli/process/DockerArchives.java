package io.wasmrunner.cli.process;

import io.wasmrunner.registry.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives as {@code docker save} writes them: manifest.json, a configuration by its digest, each layer as a tar of its own. */
final class DockerArchives {
    private DockerArchives() {}

    /** Of an image with one file, {@code /app.wasm}, and that as its entrypoint. */
    static Path of(Path folder, Path module, String name) throws IOException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(layer)) {
            put(tar, "app.wasm", Files.readAllBytes(module));
        }
        byte[] config = """
            {"architecture":"wasm","os":"wasi","config":{"Entrypoint":["/app.wasm"],"Cmd":null,"Env":["PATH=/bin"]},
            "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"COPY app.wasm / # buildkit"}]}
            """.formatted(Digest.of(layer.toByteArray())).getBytes(StandardCharsets.UTF_8);
        String configName = Digest.of(config).hex() + ".json";
        Path archive = folder.resolve("docker.tar");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            put(tar, configName, config);
            put(tar, "abc/layer.tar", layer.toByteArray());
            put(
                    tar,
                    "manifest.json",
                    "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"abc/layer.tar\"]}]"
                            .formatted(configName, name)
                            .getBytes(StandardCharsets.UTF_8));
        }
        return archive;
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
