package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A started command. Its streams are taken as they come, so that it never waits for the test. */
final class Running {
    /** Seconds after which a run counts as hanging. */
    private static final long HANGS = 120;

    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread errReader;

    Running(Process process) {
        this.process = process;
        errReader = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), err));
    }

    private static void copy(InputStream from, OutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // The process is gone, or the test closed its end.
        }
    }

    /** Writes all of stdin and closes it, beside whatever else goes on. */
    Running feed(byte[] stdin) {
        Thread.ofVirtual().start(() -> {
            try (OutputStream to = process.getOutputStream()) {
                to.write(stdin);
            } catch (IOException e) {
                // It ended without reading everything, as it may.
            }
        });
        return this;
    }

    /** The first line the guest prints, which tells that it runs. */
    String firstLine() {
        try {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a guest that copies its input a line, and waits for it to come back, which tells that it runs. */
    void sync() {
        try {
            process.getOutputStream().write("up\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals("up", firstLine());
    }

    ProcessHandle command() {
        return process.toHandle();
    }

    /** The launcher that it started; its guest must run. */
    ProcessHandle launcher() {
        return only(process.toHandle());
    }

    /** The worker that its launcher started; its guest must run. */
    ProcessHandle worker() {
        return only(launcher());
    }

    private static ProcessHandle only(ProcessHandle parent) {
        List<ProcessHandle> children = parent.children().toList();
        assertEquals(1, children.size(), () -> "children of " + parent.info());
        return children.getFirst();
    }

    /** Nobody reads its stdout from now on. */
    void closeOutput() {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal, {@code INT} for example. */
    void signal(String name) {
        signal(name, process.toHandle());
    }

    /** Sends a signal to one of its processes. */
    static void signal(String name, ProcessHandle to) {
        try {
            assumeNotIgnored(name, ProcessHandle.current().pid());
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertTrue(code == 0, "kill failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end, when it has not yet; it then takes along what it started, and clears up. */
    void terminate() {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(HANGS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end. */
    Result end() {
        Thread outReader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), out));
        try {
            if (!process.waitFor(HANGS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("it hangs; so far: " + err.toString(StandardCharsets.UTF_8));
            }
            outReader.join();
            errReader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
        return new Result(process.exitValue(), out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** A build in the background of a shell without job control ignores some, and so do all the processes it starts. */
    private static void assumeNotIgnored(String signal, long process) throws IOException {
        int number = switch (signal) {
            case "HUP", "1" -> 1;
            case "INT", "2" -> 2;
            case "QUIT", "3" -> 3;
            default -> 0;
        };
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
            if (number != 0 && line.startsWith("SigIgn:")) {
                long ignored = Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16);
                assumeTrue((ignored >> (number - 1) & 1) == 0, "the build was started with SIG" + signal + " ignored");
            }
        }
    }
}
