package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.image.PullFlags;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.run.ScanBefore;
import java.util.ArrayList;
import java.util.List;

/** What {@code run} takes. */
final class RunFlags {
    static final Flag DIR = Flag.list(
            "host::guest[:ro]", "Give the guest a directory, as wasmtime does; host alone keeps its name.", "--dir");
    static final Flag VOLUME =
            Flag.list("host:guest[:ro]", "Give the guest a directory, as docker does.", "-v", "--volume");
    static final Flag MOUNT =
            Flag.list("type=bind,…", "Give the guest a directory: type=bind,source=…,target=…[,readonly].", "--mount");
    static final Flag READ_ONLY = Flag.toggle("Make every directory read-only.", "--read-only");
    static final Flag ENV =
            Flag.list("NAME[=value]", "Set a variable; without a value, take it from here.", "-e", "--env");
    static final Flag ENV_FILE = Flag.list("file", "Read variables from a file, one a line.", "--env-file");
    static final Flag ENV_INHERIT = Flag.toggle("Give the guest all variables that are set here.", "--env-inherit");
    static final Flag PUBLISH = Flag.list(
            "[[ip:]host:]guest",
            "Listen on a port of 127.0.0.1, or of the address, for a port of the guest's, as docker does; it gets the"
                    + " listener as descriptor 3 and on.",
            "-p",
            "--publish");
    static final Flag PUBLISH_ALL =
            Flag.toggle("Publish what the image exposes, each port on any free one.", "-P", "--publish-all");
    static final Flag LISTEN = Flag.list(
            "[address:]port",
            "Listen on a port of 127.0.0.1, or of the address, and give the guest the listener as descriptor 3 and on.",
            "--tcplisten");
    static final Flag INVOKE = Flag.value(
            "name",
            "Call this export with the arguments and print what it returns, instead of running the program.",
            "--invoke");
    static final Flag ALLOW_ABI = Flag.list(
            "names", "Grant functions beside WASI: log, sensors, alerts, separated by commas.", "--allow-abi");
    static final Flag NETWORK = Flag.value(
            "mode",
            "Whom the guest may connect to: none (default), or host, which is whatever --allow-host and --allow-cidr"
                    + " say.",
            "--network",
            "--net");
    static final Flag ALLOW_HOST = Flag.list(
            "host[:port]",
            "Let the guest connect to this host, or with *. before it to all beneath; to ports 80 and 443 where none is"
                    + " given, to any with :*.",
            "--allow-host");
    static final Flag ALLOW_CIDR =
            Flag.list("network/bits[:port]", "Let the guest connect to all addresses of this network.", "--allow-cidr");
    static final Flag ADD_HOST =
            Flag.list("name:address", "What a name resolves to for the guest, instead of asking for it.", "--add-host");
    static final Flag SANDBOX = Flag.value(
            "mode",
            "The kernel's sandbox around the guest: strict (default; says what this machine lacks), required (does not"
                    + " run without), partial (as far as it goes), off (in this process, for trusted code).",
            "--sandbox");
    static final Flag SCAN = Flag.value(
            "mode",
            "Look the module over first: off (default), warn (say what is found), deny (do not run it with a finding of"
                    + " high severity).",
            "--scan");
    static final Flag STATS =
            Flag.toggle("Say on stderr at the end what the guest and its worker process used.", "--stats");
    static final Flag ENTRYPOINT = Flag.value(
            "file",
            "Run this module of the image instead of the one it names; arguments are then all its own.",
            "--entrypoint");
    static final Flag PULL =
            Flag.value("when", "Get the image first: missing (default; when it is not here), always, never.", "--pull");
    static final Flag INTERACTIVE = Flag.toggle(
            "Connect stdin; to a module's file that runs without a container it always is.", "-i", "--interactive");
    static final Flag TERMINAL = Flag.toggle(
            "Let its output look like a terminal's to the guest, so that it comes line by line.", "-t", "--tty");
    static final Flag QUIET = Flag.toggle("Do not report refused attempts.", "-q", "--quiet");

    private RunFlags() {}

    /** What the line says about {@link #SANDBOX}, or else the configuration. */
    static String sandbox(ParsedLine line, Context context) {
        return line.has(SANDBOX)
                ? line.value(SANDBOX).orElseThrow()
                : context.settings().text(ConfigKey.RUN_SANDBOX);
    }

    /** The same for {@link #SCAN}. */
    static ScanBefore scan(ParsedLine line, Context context) {
        return ScanBefore.parse(
                line.has(SCAN)
                        ? line.value(SCAN).orElseThrow()
                        : context.settings().text(ConfigKey.RUN_SCAN));
    }

    static List<Flag> all() {
        List<Flag> all = new ArrayList<>(List.of(
                DIR,
                VOLUME,
                MOUNT,
                READ_ONLY,
                ENV,
                ENV_FILE,
                ENV_INHERIT,
                PUBLISH,
                PUBLISH_ALL,
                LISTEN,
                INVOKE,
                ALLOW_ABI,
                NETWORK,
                ALLOW_HOST,
                ALLOW_CIDR,
                ADD_HOST,
                SANDBOX,
                SCAN,
                STATS,
                ENTRYPOINT,
                PULL,
                PullFlags.PLATFORM,
                INTERACTIVE,
                TERMINAL,
                QUIET));
        all.addAll(ContainerFlags.all());
        all.addAll(CompileFlags.ALL);
        all.addAll(PolicyFlags.ALL);
        all.addAll(IgnoredFlags.all());
        return all;
    }
}
