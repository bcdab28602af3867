package io.wasmrunner.sandbox.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tries what a worker must not be able to do, and prints one line for each act: its name and 0 when it was done, else
 * the errno. Every act leaves the machine as it was. Run from main, outside of any sandbox, it shows what this machine
 * would allow.
 */
final class SandboxProbe {
    static final int WRITABLE = 5;
    static final int STRAY = 7;

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR_CREAT = 0102;
    private static final long HUNDRED_MEGABYTES = 100L << 20;

    private final SystemCalls calls = new SystemCalls();
    private final Map<String, LongSupplier> acts = new LinkedHashMap<>();

    static int start(byte[] spec, ByteBuffer ledger, boolean strict) throws IOException {
        System.out.println("strict " + strict);
        System.out.println("engaged " + Lockdown.engage());
        new SandboxProbe().run();
        return 0;
    }

    public static void main(String[] args) throws IOException {
        System.out.println("strict false");
        System.out.println("engaged never");
        new SandboxProbe().run();
    }

    /** Waits for the id of a process outside, which is the caller's to choose. */
    private void run() throws IOException {
        long outside =
                Long.parseLong(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
        network();
        processes(outside);
        kernel();
        files();
        limits();
        surroundings();
        String only = System.getProperty("probe.only", "");
        acts.forEach((name, act) -> {
            if (only.isEmpty() || only.equals(name)) {
                System.out.println(name + ": " + Math.max(0, -act.getAsLong()));
            }
        });
    }

    private void act(String name, LongSupplier act) {
        acts.put(name, act);
    }

    private void act(String name, int x86, int arm, long... arguments) {
        acts.put(name, () -> calls.call(x86, arm, arguments));
    }

    /** What returns a descriptor, which is closed again. */
    private void opens(String name, int x86, int arm, long... arguments) {
        acts.put(name, () -> closed(calls.call(x86, arm, arguments)));
    }

    private long closed(long descriptor) {
        if (descriptor >= 0) {
            calls.call(3, 57, descriptor);
        }
        return descriptor;
    }

    private void network() {
        opens("socket", 41, 198, 2, 1, 0);
        opens("datagram socket", 41, 198, 2, 2, 0);
        opens("unix socket", 41, 198, 1, 1, 0);
        opens("netlink socket", 41, 198, 16, 3, 0);
        act("socketpair", 53, 199, 1, 1, 0, calls.memory(8));
        act("connect", 42, 203, -1, calls.memory(16), 16);
        act("bind", 49, 200, -1, calls.memory(16), 16);
    }

    private void processes(long outside) {
        act("execve", 59, 221, calls.text("/none"), 0, 0);
        act("process", SandboxProbe::startProcess);
        // CLONE_SIGHAND without CLONE_VM: were it let through, the kernel would find it invalid.
        act("fork", 56, 220, 0x800 | 17);
        act("ptrace", 101, 117, 16, 0x3fffffff);
        act("process_vm_readv", 310, 270, ProcessHandle.current().pid(), 0, 0, 0, 0, 0);
        act("kill the parent", 62, 129, outside, 0);
        act("kill everything", 62, 129, -1, 0);
        opens("pidfd_open", 434, 434, outside, 0);
    }

    private static long startProcess() {
        try {
            return new ProcessBuilder("/bin/true").start().waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void kernel() {
        act("mount", 165, 40, calls.text("none"), calls.text("/none"), calls.text("tmpfs"), 0, 0);
        act("setns", 308, 268, -1, 0);
        act("unshare", 272, 97, 0);
        act("bpf", 321, 280, 0, 0, 0);
        opens("io_uring_setup", 425, 425, 1, calls.memory(256));
        opens("memfd_create", 319, 279, calls.text("probe"), 0);
        opens("userfaultfd", 323, 282, 1);
        opens("perf_event_open", 298, 241, 0, 0, -1, -1, 0);
        act("keyctl", 250, 219, 0, -3, 0);
        act("chroot", 161, 51, calls.text("/"));
        act("setuid", 105, 146, 0);
        act("personality", 135, 92, 0xffffffffL);
        act("open_by_handle_at", 304, 265, -1, calls.memory(64), 0);
    }

    private void files() {
        opensPath("open /etc/shadow", "/etc/shadow");
        opensPath("open the state directory", System.getProperty("probe.directory") + "/state/secret");
        opensPath("open another container's file", System.getProperty("probe.directory") + "/other/secret");
        opensPath("open the root", "/");
        opens("climb out of the volume", 257, 56, WRITABLE, calls.text("../state/secret"), 0);
        act("open through a link out of the volume", () -> {
            long name = calls.text("link");
            long made = calls.call(266, 36, calls.text("/etc/passwd"), WRITABLE, name);
            long opened = made < 0 ? made : closed(calls.call(257, 56, WRITABLE, name, 0));
            calls.call(263, 35, WRITABLE, name, 0);
            return opened;
        });
        act("make a fifo", () -> {
            String name = System.getProperty("probe.directory") + "/writable/fifo";
            return calls.call(259, 33, AT_FDCWD, calls.text(name), 010644, 0);
        });
    }

    private void opensPath(String name, String path) {
        opens(name, 257, 56, AT_FDCWD, calls.text(path), 0);
    }

    private void limits() {
        act("raise a limit", () -> {
            long limit = calls.pair(0, 0);
            long read = calls.call(302, 261, 0, 7, 0, limit);
            return read < 0 ? read : calls.call(302, 261, 0, 7, limit, 0);
        });
        act("write 100 MB", () -> {
            long file = calls.call(257, 56, WRITABLE, calls.text("big"), O_RDWR_CREAT, 0600);
            if (file < 0) {
                throw new IllegalStateException("the writable directory cannot be written: " + file);
            }
            long written = calls.call(18, 68, file, calls.text("x"), 1, HUNDRED_MEGABYTES);
            calls.call(77, 46, file, 0);
            calls.call(3, 57, file);
            return written;
        });
        act("open 1000 files", this::openMany);
    }

    private long openMany() {
        long[] opened = new long[1000];
        int count = 0;
        long last = 0;
        while (count < opened.length && last >= 0) {
            last = calls.call(257, 56, AT_FDCWD, calls.text("/dev/null"), 0);
            if (last >= 0) {
                opened[count++] = last;
            }
        }
        for (int i = 0; i < count; i++) {
            calls.call(3, 57, opened[i]);
        }
        return last;
    }

    /** Seen is done; not seen is ENOENT. */
    private void surroundings() {
        act(
                "see the user's environment",
                () -> environment("/proc/1/environ") || environment("/proc/self/environ") ? 0 : -2);
        act("see other processes", () -> {
            String[] seen = new File("/proc").list((_, name) -> Character.isDigit(name.charAt(0)));
            return seen != null && seen.length > 1 ? 0 : -2;
        });
        act("use a descriptor not meant for it", 72, 25, STRAY, 1);
    }

    private static boolean environment(String file) {
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("SECRET=");
        } catch (IOException e) {
            return false;
        }
    }
}
