package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines 36 to 39 of the list of attacks: everything is tried in a real worker, and outside of one for comparison. */
class SandboxProbeTest {
    private static final String[] NOBODY = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};

    /** What every machine allows to every user; that the probe does it shows that it can. */
    private static final Set<String> HARMLESS = Set.of(
            "socket",
            "datagram socket",
            "unix socket",
            "netlink socket",
            "socketpair",
            "process",
            "process_vm_readv",
            "kill the parent",
            "kill everything",
            "unshare",
            "memfd_create",
            "personality",
            "open the state directory",
            "open another container's file",
            "open the root",
            "climb out of the volume",
            "open through a link out of the volume",
            "make a fifo",
            "raise a limit",
            "write 100 MB",
            "open 1000 files",
            "see the user's environment",
            "see other processes",
            "use a descriptor not meant for it");

    /** What is refused with something else than EPERM. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("open /etc/shadow", "13"),
            Map.entry("open the state directory", "13"),
            Map.entry("open another container's file", "13"),
            Map.entry("open the root", "13"),
            Map.entry("climb out of the volume", "13"),
            Map.entry("open through a link out of the volume", "13"),
            Map.entry("write 100 MB", "27"),
            Map.entry("open 1000 files", "24"),
            Map.entry("see the user's environment", "2"),
            Map.entry("see other processes", "2"),
            Map.entry("use a descriptor not meant for it", "9"));

    @TempDir
    Path directory;

    @BeforeEach
    void there_is_something_to_attack() throws IOException {
        assumeTrue(Files.isExecutable(Launched.LAUNCHER), "no launcher was built here");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String name : List.of("state", "other", "writable")) {
            Path made = Files.createDirectory(directory.resolve(name));
            Files.writeString(made.resolve("secret"), "secret");
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    @Tag("attack-36")
    @Tag("attack-38")
    @Tag("attack-39")
    @Test
    void a_worker_of_this_user_can_do_none_of_it() throws Exception {
        refuses_everything();
    }

    @Tag("attack-36")
    @Tag("attack-38")
    @Tag("attack-39")
    @Test
    void a_worker_of_an_ordinary_user_can_do_none_of_it() throws Exception {
        assume_nobody_can_be_used();
        refuses_everything(NOBODY);
    }

    @Test
    void the_probe_succeeds_outside_of_a_sandbox() throws Exception {
        succeeds_outside();
    }

    @Test
    void the_probe_succeeds_outside_of_a_sandbox_for_an_ordinary_user() throws Exception {
        assume_nobody_can_be_used();
        succeeds_outside(NOBODY);
    }

    @Tag("attack-36")
    @Test
    void what_nobody_ever_needs_kills_the_worker() throws Exception {
        Launched.assumeNothingIsMissing();
        LaunchSpec spec = spec().with("never", "kill").with("jvm-option", "-Dprobe.only=ptrace");
        List<String> said = new ArrayList<>();
        try (Launched launched = Launched.startWith(spec, directory.resolve("writable"))) {
            launched.tell(launched.monitor());
            said.addAll(launched.rest().lines().toList());
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(List.of("strict true", "engaged 0"), said);
        assertEquals(Optional.of("31"), WrittenRecord.read(spec.record()).value("signal"));
    }

    private LaunchSpec spec() {
        return LaunchSpec.of(directory, SandboxProbe.class)
                .with("missing", "refuse")
                .with("write-fd", SandboxProbe.WRITABLE)
                .with("nofile", 256)
                .with("fsize", 1 << 20)
                .with("jvm-option", "-Dprobe.directory=" + directory);
    }

    private void refuses_everything(String... before) throws Exception {
        Launched.assumeNothingIsMissing(before);
        LaunchSpec spec = spec().with("never", "errno");
        Map<String, String> results;
        try (Launched launched = Launched.startWith(spec, directory.resolve("writable"), before)) {
            launched.tell(launched.monitor());
            results = results("in a worker", launched);
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("0"), WrittenRecord.read(spec.record()).value("exit"), results::toString);
        assertEquals("true", results.remove("strict"));
        assertEquals("0", results.remove("engaged"));
        assertTrue(results.size() > HARMLESS.size());
        results.forEach((act, errno) -> assertEquals(OTHERWISE.getOrDefault(act, "1"), errno, act));
    }

    private void succeeds_outside(String... before) throws Exception {
        try (Launched launched = Launched.plainly(
                SandboxProbe.class, directory.resolve("writable"), "-Dprobe.directory=" + directory, before)) {
            launched.tell(launched.monitor());
            Map<String, String> results = results("outside", launched);
            assertEquals(0, launched.exitStatus());
            Set<String> refused = new TreeSet<>(HARMLESS);
            refused.removeIf(act -> "0".equals(results.get(act)));
            assertEquals(Set.of(), refused);
        }
    }

    private static Map<String, String> results(String where, Launched launched) {
        Map<String, String> results = new LinkedHashMap<>();
        launched.rest().lines().forEach(line -> {
            int split = line.lastIndexOf(' ');
            results.put(line.substring(0, split).replace(":", ""), line.substring(split + 1));
        });
        System.out.println("the probe " + where + ": " + results);
        return results;
    }

    private static void assume_nobody_can_be_used() throws Exception {
        assumeTrue(NativeSources.find("setpriv").isPresent(), "there is no setpriv here");
        List<String> command = new ArrayList<>(List.of(NOBODY));
        command.addAll(List.of("test", "-x", Launched.LAUNCHER.toString()));
        assumeTrue(NativeSources.run(command).isEmpty(), "no other user may run what is built here, or be become");
    }
}
