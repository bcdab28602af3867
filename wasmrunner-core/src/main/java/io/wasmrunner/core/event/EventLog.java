package io.wasmrunner.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;

/**
 * A file of JSON lines that several processes append to. A record is one write at the end of the file, so that records
 * do not mix. When the file is full its content moves to {@code <name>.1}, and what was there before is gone.
 */
public final class EventLog {
    /** Bytes at which the file is moved away. */
    private static final long FULL = 8L << 20;

    private final Path file;

    public EventLog(Path file) {
        this.file = file;
    }

    /** Appends a record: {@code {"time":…,"type":…,…attributes in order of name}}. */
    public void append(Event event) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line(event)));
            if (channel.size() > FULL) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static byte[] line(Event event) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", event.time().toString());
            json.writeStringField("type", event.type());
            for (var attribute : new TreeMap<>(event.attributes()).entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return line.toByteArray();
    }
}
