package io.wasmrunner.sandbox.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Lockdown;
import io.wasmrunner.sandbox.launch.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A container in a folder of its own, with a script that settles its runs as a plan says. */
final class Container implements AutoCloseable {
    private static final Path CLASSES = classes(Lockdown.class);
    static final Path SHIM = CLASSES.resolveSibling("native/wasmrunner-shim");
    static final Path LAUNCHER = CLASSES.resolveSibling("native/wasmrunner-launch");

    final Path folder;
    final Records spec = new Records();
    final Records launch = new Records();

    Container(Path folder, String does) throws IOException {
        assumeTrue(Files.isExecutable(SHIM) && Files.isExecutable(LAUNCHER), "no shim was built here");
        this.folder = Files.createDirectories(folder);
        Path settle = script("settle", """
            #!/bin/sh
            cd "$1" || exit
            echo settled >>settled
            n=$(wc -l <settled)
            [ ! -f end ] || cp end "end.$n"
            [ ! -f noise ] || cat noise
            sed -n "${n}p" plan
            """);
        plan("end");
        String id = Long.toHexString(ProcessHandle.current().pid() ^ System.nanoTime()) + "0123456789ab";
        spec.add("folder", folder.toString())
                .add("id", id)
                .add("launcher", LAUNCHER.toString())
                .add("settle", settle.toString())
                .add("settle", folder.toString())
                .add("environment", "PATH=/usr/bin:/bin");
        Path home = Path.of(System.getProperty("java.home"));
        Path tests = classes(ShimWorker.class);
        launch.add("id", id)
                .add("missing", "quiet")
                .add("jvm", home.resolve("lib/server/libjvm.so").toString())
                .add("java-home", home.toString())
                .add("class", ShimWorker.class.getName().replace('.', '/'))
                .add("jvm-option", "-Djava.class.path=" + CLASSES + ":" + tests)
                .add("jvm-option", "-XX:-UsePerfData")
                .add("jvm-option", "-XX:+UseSerialGC")
                .add("jvm-option", "-XX:TieredStopAtLevel=1")
                .add("jvm-option", "-Xmx64m")
                .add("jvm-option", "-Xshare:auto")
                .add("read", CLASSES.toString())
                .add("read", tests.toString())
                .add("guest.do", does);
    }

    private static Path classes(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), text);
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    /** What the script answers after the first run, the second and so on. */
    Container plan(String... answers) throws IOException {
        Files.write(folder.resolve("plan"), List.of(answers));
        return this;
    }

    /** With a log in files, and these more records. */
    Container with(String key, Object value) {
        spec.add(key, value.toString());
        return this;
    }

    ShimProcess.Answer start() {
        if (spec.find("log-driver") == null) {
            spec.add("log-driver", "json-file");
        }
        if (spec.find("log-file") == null) {
            spec.add("log-file", log().toString());
        }
        return ShimProcess.start(SHIM, spec, launch, new Inheritance());
    }

    Container running() {
        ShimProcess.Answer answer = start();
        assertTrue(answer instanceof ShimProcess.Answer.Running, answer.toString());
        return this;
    }

    Path log() {
        return folder.resolve("log/json.log");
    }

    String logged() throws IOException {
        return Files.readString(log());
    }

    /** The text of the log's lines, as their writer wrote it. */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(log())) {
            text.append(line, "{\"log\":\"".length(), line.indexOf("\",\"stream\":"));
        }
        return text.toString();
    }

    ShimControl control() {
        return ShimControl.connect(folder).orElseThrow();
    }

    ShimState state() {
        try (ShimControl control = control()) {
            return done(control.state());
        }
    }

    /** Whether that run has come to its guest. */
    boolean guestRuns(long run) {
        ShimState state = state();
        return state.runs() == run && state.phase() == ShimState.Phase.RUNNING;
    }

    static <T> T done(Reply<T> reply) {
        return switch (reply) {
            case Reply.Done<T>(T value) -> value;
            case Reply.Refused<T>(String why) -> throw new AssertionError(why);
            case Reply.Gone<T>() -> throw new AssertionError("the shim is gone");
        };
    }

    static String refused(Reply<?> reply) {
        return reply instanceof Reply.Refused<?>(String why) ? why : reply.toString();
    }

    static String refused(ShimProcess.Answer answer) {
        return answer instanceof ShimProcess.Answer.Refused(String why) ? why : answer.toString();
    }

    void stop() {
        try (ShimControl control = control()) {
            done(control.stop(15, 1000, false));
            control.awaitEnd();
        }
    }

    /** Until the shim has come to its end by itself. */
    void awaitEnd() {
        ShimControl.awaitEnd(folder);
        await(() -> !ShimLock.isAlive(folder));
    }

    int settled() throws IOException {
        Path file = folder.resolve("settled");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    EndRecord end(int run) throws IOException {
        return EndRecord.parse(Files.readAllBytes(folder.resolve("end." + run)));
    }

    String diary() throws IOException {
        Path file = folder.resolve("shim.log");
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    /** Waits for what comes about by itself. */
    static void await(Callable<Boolean> condition) {
        long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (!condition.call()) {
                assertTrue(System.nanoTime() < bound, "it did not come about");
                Thread.onSpinWait();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static void kill(String signal, long process) throws IOException {
        assertEquals(0, sh("kill -" + signal + " " + process), "cannot send " + signal + " to " + process);
    }

    /** The exit status of a command. */
    static int sh(String command) throws IOException {
        try {
            return new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only child of a process. */
    static long child(long process) throws IOException {
        return Long.parseLong(children(process).strip());
    }

    private static String children(long process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process), "task", Long.toString(process), "children"));
    }

    static boolean isGone(long process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process), "status"))
                    .contains("State:\tZ");
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        Optional<ShimLock.Owner> owner = ShimLock.owner(folder);
        if (owner.isPresent()) {
            String children = children(owner.orElseThrow().pid());
            kill("KILL", owner.orElseThrow().pid());
            // A launcher that is left writes its end record first.
            for (String child : children.strip().split(" ", -1)) {
                await(() -> child.isEmpty() || isGone(Long.parseLong(child)));
            }
        }
        await(() -> !ShimLock.isAlive(folder));
    }
}
