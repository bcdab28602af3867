package io.wasmrunner.core.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds out what this machine has for a sandbox. What the kernel has is tried by the launcher, not guessed. */
public final class SystemCheck {
    private static final String OK = "ok";
    private static final List<String> NAMESPACES = List.of("user", "mount", "pid", "network", "ipc", "uts");

    private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids", "io");

    private final Map<String, String> found = new LinkedHashMap<>();
    private final List<Mechanism> mechanisms = new ArrayList<>();

    private SystemCheck() {}

    /** Looks. */
    public static List<Mechanism> run() {
        SystemCheck check = new SystemCheck();
        check.sandbox();
        check.compiler();
        return check.mechanisms;
    }

    /** What workers have to do without here. */
    static Gaps gaps() {
        SystemCheck check = new SystemCheck();
        check.sandbox();
        List<String> gaps = new ArrayList<>();
        for (Mechanism mechanism : check.mechanisms) {
            if (mechanism.strict() && !mechanism.ok()) {
                gaps.add(mechanism.name() + ": " + mechanism.detail());
            }
        }
        Map<String, String> controllers = new LinkedHashMap<>();
        for (String controller : CONTROLLERS) {
            if (!check.has("cgroup." + controller)) {
                controllers.put(controller, check.whyNot(controller));
            }
        }
        return new Gaps(gaps, controllers);
    }

    private void sandbox() {
        Optional<String> problem = Installation.problem();
        add(
                "launcher",
                problem.isEmpty(),
                "wasmrunner-launch",
                problem.orElse(""),
                "guests run in the command" + " itself, behind WASI's own checks alone",
                true);
        if (Installation.hasLauncher()) {
            ask();
            namespaces();
            landlock();
            seccomp();
            rest();
        }
    }

    private void add(String name, boolean ok, String detail, String why, String cost, boolean strict) {
        add(name, ok, detail, why, cost, "", strict);
    }

    private void add(String name, boolean ok, String detail, String why, String cost, String remedy, boolean strict) {
        mechanisms.add(new Mechanism(name, ok, ok ? detail : why, ok ? "" : cost, ok ? "" : remedy, strict));
    }

    /** Has the launcher try everything. */
    private void ask() {
        List<String> command = new ArrayList<>(List.of(Installation.launcher().toString(), "--check"));
        Installation.pretendedMissing().ifPresent(names -> command.add("--pretend-missing=" + names));
        try {
            for (String line : output(command).lines().toList()) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    found.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            add("check", false, "", "the launcher cannot be asked: " + e.getMessage(), "nothing is known", true);
        }
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean has(String key) {
        return found.getOrDefault(key, "missing").equals(OK);
    }

    private String why(String key) {
        String said = found.getOrDefault(key, "missing: not checked");
        int colon = said.indexOf(": ");
        return colon < 0 ? said : said.substring(colon + 2);
    }

    private void namespaces() {
        List<String> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : NAMESPACES) {
            (has(name + "-namespace") ? there : missing).add(name);
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String name : missing) {
            reasons.merge(why(name + "-namespace"), name, (before, another) -> before + ", " + another);
        }
        StringBuilder why = new StringBuilder();
        for (Map.Entry<String, String> reason : reasons.entrySet()) {
            why.append(why.isEmpty() ? "" : "; ")
                    .append(reason.getValue())
                    .append(": ")
                    .append(reason.getKey());
        }
        add(
                "namespaces",
                missing.isEmpty(),
                String.join(" ", there),
                why.toString(),
                "a guest that broke out sees the host's processes, network and mounts",
                Remedies.namespaces(),
                true);
        one("proc", "private-proc", "its own /proc", "a guest that broke out reads about other processes in /proc");
    }

    private void one(String name, String key, String detail, String cost) {
        add(name, has(key), detail, why(key), cost, true);
    }

    private void landlock() {
        one(
                "landlock",
                "landlock",
                "ABI " + found.getOrDefault("landlock-abi", "?"),
                "a guest that broke out opens every file that you can open");
    }

    private void seccomp() {
        boolean both = has("seccomp") && has("seccomp-tsync");
        add(
                "seccomp",
                both,
                "filter, tsync",
                has("seccomp") ? "tsync: " + why("seccomp-tsync") : why("seccomp"),
                "a guest that broke out makes any system call",
                true);
    }

    private void rest() {
        one(
                "privileges",
                "no-new-privs",
                "no_new_privs",
                "a guest that broke out could gain rights by set-user-id programs");
        one("capabilities", "capabilities", "all dropped", "a guest that broke out of a worker of root's is root");
        one(
                "rlimits",
                "rlimits",
                "core, memlock, nofile, fsize, cpu",
                "descriptors, file sizes and CPU time have no limit");
        List<String> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String controller : CONTROLLERS) {
            (has("cgroup." + controller) ? there : missing).add(controller);
        }
        String version = found.getOrDefault("cgroup", "none");
        add(
                "cgroup",
                missing.isEmpty(),
                version + ": " + String.join(" ", there),
                lack(version, there, missing),
                "limits of " + String.join(", ", missing) + " cannot be set for the whole worker; the guest's memory is"
                        + " limited all the same",
                Remedies.cgroup(version),
                false);
    }

    private String lack(String version, List<String> there, List<String> missing) {
        if (missing.isEmpty()) {
            return "";
        }
        String why = whyNot(missing.getFirst());
        if (version.startsWith("missing")) {
            return why;
        }
        return version + ": "
                + (there.isEmpty() ? "" : String.join(" ", there) + ", without " + String.join(" ", missing) + ": ")
                + why;
    }

    private String whyNot(String controller) {
        return found.containsKey("cgroup." + controller) ? why("cgroup." + controller) : why("cgroup");
    }

    private void compiler() {
        String said;
        try {
            said = output(List.of("cc", "--version")).lines().findFirst().orElse("");
        } catch (IOException e) {
            said = "";
        }
        add("compiler", !said.isEmpty(), said, "no cc on the path", "a new build has no launcher", false);
    }
}
