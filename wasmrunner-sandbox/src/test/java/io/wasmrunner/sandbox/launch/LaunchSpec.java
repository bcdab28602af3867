package io.wasmrunner.sandbox.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A spec in the making: records key=value, in order. */
final class LaunchSpec {
    /** Of this run of the tests alone: cgroups are named after it. */
    static final String ID = HexFormat.of().toHexDigits(ProcessHandle.current().pid() ^ System.nanoTime());

    private final List<String> records = new ArrayList<>();
    private final Path directory;

    private LaunchSpec(Path directory) {
        this.directory = directory;
    }

    /** A complete spec that starts a class of these tests; missing= is left to the caller. */
    static LaunchSpec of(Path directory, Class<?> started) {
        Path home = Path.of(System.getProperty("java.home"));
        return new LaunchSpec(directory)
                .with("wasmrunner-spec", "1")
                .with("id", ID)
                .with("record", directory.resolve("record"))
                .with("jvm", home.resolve("lib/server/libjvm.so"))
                .with("java-home", home)
                .with("class", started.getName().replace('.', '/'))
                .with("jvm-option", "-Djava.class.path=" + classes(Lockdown.class) + ":" + classes(started))
                .with("jvm-option", "-XX:-UsePerfData")
                .with("jvm-option", "-XX:+UseSerialGC")
                .with("jvm-option", "-XX:TieredStopAtLevel=1")
                .with("jvm-option", "-Xmx64m")
                .with("jvm-option", "--enable-native-access=ALL-UNNAMED")
                .with("read", classes(Lockdown.class))
                .with("read", classes(started));
    }

    LaunchSpec with(String key, Object value) {
        records.add(key + "=" + value);
        return this;
    }

    LaunchSpec without(String key) {
        records.removeIf(record -> record.startsWith(key + "="));
        return this;
    }

    Path record() {
        return directory.resolve("record");
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        records.forEach(record -> bytes.writeBytes((record + "\0").getBytes(StandardCharsets.UTF_8)));
        bytes.writeBytes(("end=" + records.size() + "\0").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    Path write() throws IOException {
        return Files.write(directory.resolve("spec"), bytes());
    }

    static Path classes(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
