package io.wasmrunner.registry.server.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** A file with a JSON object on each line. A line is whole, whoever else writes. */
final class JsonLog implements AutoCloseable {
    private final FileChannel channel;

    JsonLog(Path file) throws IOException {
        PrivateFolders.make(file.toAbsolutePath().getParent());
        this.channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    void write(Seen seen) {
        ObjectNode line = Json.object();
        line.put("time", Instant.now().toString());
        line.put("remote", seen.remote());
        line.put("user", seen.user());
        line.put("method", seen.method());
        line.put("path", seen.path());
        line.put("status", seen.status());
        line.put("bytes", seen.bytes());
        line.put("millis", seen.nanos() / 1_000_000);
        byte[] json = Json.bytes(line);
        byte[] bytes = Arrays.copyOf(json, json.length + 1);
        bytes[json.length] = '\n';
        try {
            append(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            System.getLogger(JsonLog.class.getName()).log(Level.ERROR, "a line for a log is lost", e);
        }
    }

    private synchronized void append(ByteBuffer line) throws IOException {
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
