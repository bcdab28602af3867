package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.container.AttachFlags;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import java.util.ArrayList;
import java.util.List;

/** What {@code run} and {@code create} take about the container, as Docker has it. */
final class ContainerFlags {
    static final Flag DETACH =
            Flag.toggle("Return once it runs, and print its id; it outlives this terminal.", "-d", "--detach");
    static final Flag NAME = Flag.value("name", "What to call it. Default: a name that is made up.", "--name");
    static final Flag REMOVE = Flag.toggle("Remove it once it has ended, with its unnamed volumes.", "--rm");
    static final Flag RESTART = Flag.value(
            "policy",
            "Start it again when it has ended: no (default), on-failure[:times], always or unless-stopped.",
            "--restart");
    static final Flag CIDFILE = Flag.value("file", "Write its id there; the file must not exist.", "--cidfile");
    static final Flag LABEL = Flag.list("name=value", "Something to find it by.", "-l", "--label");
    static final Flag LABEL_FILE = Flag.list("file", "Read labels from a file, one a line.", "--label-file");
    static final Flag ANNOTATION = Flag.list("name=value", "Something to know of it.", "--annotation");
    static final Flag TMPFS =
            Flag.list("/guest[:size=64m]", "Give the guest a directory in memory, empty at each start.", "--tmpfs");
    static final Flag WORKDIR =
            Flag.value("/guest", "What PWD is to the guest, and where its module is looked for.", "-w", "--workdir");
    static final Flag STOP_SIGNAL = Flag.value("signal", "What stop sends first. Default TERM.", "--stop-signal");
    static final Flag STOP_TIMEOUT =
            Flag.value("seconds", "How long stop waits before it kills. Default 10.", "--stop-timeout");
    static final Flag HEALTH_CMD = Flag.value(
            "command",
            "Check it by another module of its image, or by a GET of http://host:port/path; exit code 0 is healthy.",
            "--health-cmd");
    static final Flag HEALTH_INTERVAL =
            Flag.value("duration", "Time between checks. Default 30s.", "--health-interval");
    static final Flag HEALTH_TIMEOUT =
            Flag.value("duration", "How long a check may take. Default 30s.", "--health-timeout");
    static final Flag HEALTH_RETRIES =
            Flag.value("count", "Failures in a row that make it unhealthy. Default 3.", "--health-retries");
    static final Flag HEALTH_START = Flag.value(
            "duration", "Time after the start in which failures do not count. Default 0.", "--health-start-period");
    static final Flag NO_HEALTHCHECK = Flag.toggle("Do not check it, whatever its image says.", "--no-healthcheck");
    static final Flag LOG_DRIVER = Flag.value(
            "name",
            "Where its output goes: json-file (default), local (compressed), journald, syslog or none.",
            "--log-driver");
    static final Flag LOG_OPT = Flag.list(
            "name=value",
            "For the log driver: max-size=20m, max-file=5, compress=true, mode=blocking, tag=….",
            "--log-opt");
    static final Flag SECURITY = Flag.list(
            "option", "sandbox=strict|required|partial|off; no-new-privileges is always so.", "--security-opt");
    static final Flag SIG_PROXY =
            Flag.value("true|false", "Pass signals to this command on to the guest. Default true.", "--sig-proxy");

    private ContainerFlags() {}

    static List<Flag> all() {
        List<Flag> all = new ArrayList<>(always());
        all.addAll(List.of(WORKDIR, SIG_PROXY, AttachFlags.DETACH_KEYS));
        return all;
    }

    /** Those that make no sense without a container, so that a module's file gets one. */
    private static List<Flag> always() {
        return List.of(
                DETACH,
                NAME,
                RESTART,
                CIDFILE,
                LABEL,
                LABEL_FILE,
                ANNOTATION,
                TMPFS,
                STOP_SIGNAL,
                STOP_TIMEOUT,
                HEALTH_CMD,
                HEALTH_INTERVAL,
                HEALTH_TIMEOUT,
                HEALTH_RETRIES,
                HEALTH_START,
                NO_HEALTHCHECK,
                LOG_DRIVER,
                LOG_OPT,
                SECURITY,
                REMOVE);
    }

    /** Whether a module's file that is run with these flags needs a container; alone {@code --rm} does not. */
    static boolean needsOne(ParsedLine line) {
        for (Flag flag : always()) {
            if (flag != REMOVE && flag != SECURITY && line.has(flag)) {
                return true;
            }
        }
        return RunMounts.needsContainer(line);
    }
}
