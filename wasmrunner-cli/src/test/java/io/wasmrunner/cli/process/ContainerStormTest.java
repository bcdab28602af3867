package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.shim.ShimLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random commands from four processes at once, while commands, shims and workers are killed. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class ContainerStormTest {
    private static final int PROCESSES = 4;
    private static final List<String> NAMES = List.of("c1", "c2", "c3", "c4", "c5");
    private static final Pattern LINE = Pattern.compile("\"log\":\"([0-9]{8})\\\\n\"");

    /** Prints eight digits that count, a line every five milliseconds. */
    private static final String COUNTING = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 200) "00000000\\n")
          (func (export "_start") (local $digit i32)
            (i32.store (i32.const 100) (i32.const 200))
            (i32.store (i32.const 104) (i32.const 9))
            (i32.store (i32.const 16) (i32.const 1))
            (i64.store (i32.const 24) (i64.const 5000000))
            (loop $line
              (drop (call $write (i32.const 1) (i32.const 100) (i32.const 1) (i32.const 108)))
              (local.set $digit (i32.const 207))
              (block $done
                (loop $carry
                  (i32.store8 (local.get $digit) (i32.add (i32.load8_u (local.get $digit)) (i32.const 1)))
                  (br_if $done (i32.le_u (i32.load8_u (local.get $digit)) (i32.const 57)))
                  (i32.store8 (local.get $digit) (i32.const 48))
                  (local.set $digit (i32.sub (local.get $digit) (i32.const 1)))
                  (br $carry)))
              (drop (call $poll (i32.const 0) (i32.const 300) (i32.const 1) (i32.const 400)))
              (br $line))))
        """;

    private final Cli cli = new Cli();
    private final Set<ProcessHandle> commands = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        cli.close();
    }

    @Test
    void containers_survive_a_few_rounds_of_commands_and_kills() throws Exception {
        storm(24, 7);
    }

    @Test
    @Tag("stress")
    void containers_survive_500_rounds_of_commands_and_kills() throws Exception {
        storm(500, System.nanoTime());
    }

    private void storm(int rounds, long seed) throws Exception {
        Path guest = cli.work().resolve("counting.wat");
        Files.writeString(guest, COUNTING);
        AtomicInteger left = new AtomicInteger(rounds);
        List<Future<Void>> users = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < PROCESSES; i++) {
                Random random = new Random(seed + i);
                Callable<Void> user = () -> {
                    while (left.decrementAndGet() >= 0) {
                        command(random, guest.toString());
                    }
                    return null;
                };
                users.add(threads.submit(user));
            }
            for (Future<Void> user : users) {
                user.get();
            }
        }
        afterwards(seed);
    }

    /** One command; sometimes it, a shim, or what runs beneath one is killed meanwhile. */
    private void command(Random random, String guest) throws IOException {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String[] line = switch (random.nextInt(12)) {
            case 0, 1, 2 -> new String[] {"run", "-d", "--name", name, guest};
            case 3 -> new String[] {"run", "-d", "--name", name, "--restart", "always", guest};
            case 4 -> new String[] {"start", name};
            case 5 -> new String[] {"stop", name};
            case 6 -> new String[] {"restart", name};
            case 7 -> new String[] {"kill", name};
            case 8 -> new String[] {"pause", name};
            case 9 -> new String[] {"unpause", name};
            case 10 -> new String[] {"rm", random.nextBoolean() ? "-f" : "-v", name};
            default -> new String[] {"ps", "-a"};
        };
        Running running = cli.start(line);
        commands.add(running.command());
        int victim = random.nextInt(6);
        if (victim == 0) {
            running.command().destroyForcibly();
        } else if (victim == 1) {
            kill(random);
        }
        running.feed(new byte[0]).end();
        commands.remove(running.command());
    }

    private void kill(Random random) throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        for (ProcessHandle shim : shims()) {
            all.add(shim);
            shim.descendants().forEach(all::add);
        }
        if (!all.isEmpty()) {
            all.get(random.nextInt(all.size())).destroyForcibly();
        }
    }

    private List<ProcessHandle> shims() throws IOException {
        List<ProcessHandle> shims = new ArrayList<>();
        Path containers = cli.state().resolve("containers");
        if (Files.isDirectory(containers)) {
            try (Stream<Path> folders = Files.list(containers)) {
                folders.filter(Files::isDirectory)
                        .forEach(folder -> ShimLock.owner(folder)
                                .flatMap(owner -> ProcessHandle.of(owner.pid()))
                                .ifPresent(shims::add));
            }
        }
        return shims;
    }

    private void afterwards(long seed) throws IOException {
        String told = "seed " + seed;
        Result list = cli.run("ps", "-a", "--format", "{{.ID}} {{.State}}");
        assertEquals(0, list.code(), told + ": " + list.err());
        Set<String> legal = Set.of("created", "running", "paused", "restarting", "exited");
        for (String line : list.text().lines().toList()) {
            assertTrue(legal.contains(line.split(" ", 2)[1]), told + ": " + line);
        }
        cli.run("system", "reconcile");
        Result verified = cli.run("system", "verify");
        assertEquals(0, verified.code(), told + ": " + verified.text());
        logsAreWhole(told);

        List<ProcessHandle> kept = new ArrayList<>(shims());
        for (ProcessHandle shim : shims()) {
            shim.descendants().forEach(kept::add);
        }
        Result removed =
                cli.run(Stream.concat(Stream.of("rm", "-f"), NAMES.stream()).toArray(String[]::new));
        assertEquals(0, removed.code(), told + ": " + removed.err());
        kept.forEach(process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        assertEquals("", cli.run("ps", "-aq").text(), told);
        assertEquals(List.of(), orphans(), told);
    }

    /** Each run counts from nought, and no number is missing. */
    private void logsAreWhole(String told) throws IOException {
        try (Stream<Path> files = Files.walk(cli.state().resolve("containers"))) {
            for (Path log :
                    files.filter(file -> file.endsWith("log/output.log")).toList()) {
                int next = 0;
                for (String line : Files.readAllLines(log)) {
                    Matcher matcher = LINE.matcher(line);
                    if (matcher.find()) {
                        int number = Integer.parseInt(matcher.group(1));
                        assertTrue(number == next || number == 0, told + ": " + number + " after " + (next - 1));
                        next = number + 1;
                    }
                }
            }
        }
    }

    /** Processes of containers of this state folder that no shim has any more. */
    private List<String> orphans() throws IOException {
        List<String> orphans = new ArrayList<>();
        String mark = cli.state().toString();
        ProcessHandle.allProcesses().forEach(process -> {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            try {
                boolean ours = Files.readString(proc.resolve("comm")).startsWith("wasmrunner");
                boolean gone = Files.readString(proc.resolve("status")).contains("State:\tZ");
                if (ours && !gone && opens(proc, mark)) {
                    orphans.add(process.pid() + " "
                            + Files.readString(proc.resolve("comm")).strip());
                }
            } catch (IOException e) {
                // It has just ended, or is another user's.
            }
        });
        return orphans;
    }

    private static boolean opens(Path proc, String mark) throws IOException {
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.readSymbolicLink(descriptor).toString().startsWith(mark)) {
                    return true;
                }
            }
            return false;
        }
    }
}
