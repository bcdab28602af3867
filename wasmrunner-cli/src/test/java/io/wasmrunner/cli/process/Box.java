package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A container of an image with several programs and a few files, whose own guest waits for input that never comes. */
final class Box implements AutoCloseable {
    static final String IMAGE = "box:1";

    private static final Path SHIM = Path.of("..", "wasmrunner-sandbox", "target", "native", "wasmrunner-shim");

    private final Cli cli;
    private final String name;

    private Box(Cli cli, String name) {
        this.cli = cli;
        this.name = name;
    }

    /** Skips where no container can be kept. */
    static void assumeKept() {
        assumeTrue(Files.isExecutable(SHIM), "no shim was built here");
    }

    /** Starts one. */
    static Box start(Cli cli, String name, String... flags) throws IOException {
        build(cli);
        List<String> line = new ArrayList<>(List.of("run", "-d", "-i", "--name", name));
        line.addAll(List.of(flags));
        line.add(IMAGE);
        Result result = cli.run(line.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return new Box(cli, name);
    }

    private static void build(Cli cli) throws IOException {
        Path context = cli.work().resolve("box");
        if (Files.exists(context)) {
            return;
        }
        Files.createDirectories(context.resolve("etc"));
        for (String program : List.of("cat/cat", "env/env", "files/files", "http-server/server", "abi/math")) {
            Path module = Path.of(Cli.example(program));
            Files.copy(module, context.resolve(module.getFileName()));
        }
        Files.writeString(context.resolve("etc/conf"), "of the image\n");
        Files.writeString(context.resolve("etc/old"), "old\n");
        Files.writeString(context.resolve("Wasmfile"), """
            FROM scratch
            COPY *.wasm /bin/
            COPY etc /etc/
            ENV WHO=image
            WORKDIR /etc
            CMD ["/bin/cat.wasm"]
            """);
        Result result = cli.run("build", "-q", "-t", IMAGE, context.toString());
        assertEquals(0, result.code(), result.err());
    }

    String name() {
        return name;
    }

    /** Runs a command that must go well; what it prints. */
    String ok(String... line) {
        Result result = cli.run(line);
        assertEquals(0, result.code(), String.join(" ", line) + ": " + result.err());
        return result.text();
    }

    @Override
    public void close() {
        cli.run("rm", "-f", "-v", name);
    }
}
