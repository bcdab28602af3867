package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.log.LogFollower;
import io.wasmrunner.core.log.LogRecord;
import io.wasmrunner.core.text.PointInTime;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner logs}. */
public final class LogsCommand implements Command {
    private static final Flag FOLLOW =
            Flag.toggle("Go on with what is written, until the container has come to its end.", "-f", "--follow");
    private static final Flag SINCE = Flag.value(
            "time",
            "Nothing older: a time such as 2026-01-31T12:00:00Z, seconds since 1970, or how long ago, as 42m.",
            "--since");
    private static final Flag UNTIL = Flag.value("time", "Nothing younger; written as for --since.", "--until");
    private static final Flag TAIL =
            Flag.value("lines", "The last so many of those there are. Default: all.", "-n", "--tail");
    private static final Flag TIMESTAMPS =
            Flag.toggle("Show in front of each line when it was written.", "-t", "--timestamps");
    private static final Flag DETAILS =
            Flag.toggle("Show in front of each line the tag that --log-opt gave the log.", "--details");

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public List<String> aliases() {
        return List.of("container logs");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show what a container's guest has written";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FOLLOW, SINCE, UNTIL, TAIL, TIMESTAMPS, DETAILS);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINER;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner logs api",
                "wasmrunner logs -f -n 20 api",
                "wasmrunner logs -t --since 10m --until 5m api 2>/dev/null");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        Instant now = Instant.now();
        Instant since = line.value(SINCE)
                .map(text -> PointInTime.parse("--since", text, now))
                .orElse(Instant.MIN);
        Instant until = line.value(UNTIL)
                .map(text -> PointInTime.parse("--until", text, now))
                .orElse(Instant.MAX);
        Optional<Long> tail = line.value(TAIL)
                .filter(text -> !text.equals("all") && !text.equals("-1"))
                .map(text -> Quantities.count("--tail", text));
        return Each.quietly(line.operands(), context, (containers, container) -> {
            requireReadable(container);
            LogPrinter printer =
                    new LogPrinter(context, line.has(TIMESTAMPS), line.has(DETAILS) ? details(container) : "");
            ContainerFiles files = containers.store().files();
            try (LogFollower log = LogFollower.open(
                    files.folder(container.id()), files.log(container.id()), line.has(FOLLOW), context::warn)) {
                if (tail.isPresent()) {
                    log.keepLast(tail.get());
                }
                log.read(until, new Shown(printer, since));
            }
        });
    }

    private static void requireReadable(Container container) {
        LogSettings.Driver driver = container.spec().log().driver();
        if (driver.isReadable()) {
            return;
        }
        String instead = switch (driver) {
            case JOURNALD ->
                "ask the journal, with journalctl CONTAINER_ID_FULL="
                        + container.id().hex();
            case SYSLOG -> "look where the syslog daemon writes";
            case NONE, JSON_FILE, LOCAL -> "nothing of its output is kept";
        };
        throw new WasmrunnerException(
                ErrorCode.CONFLICT,
                "cannot show the log of %s: its log driver is %s, which cannot be read back: %s"
                        .formatted(container.name(), driver, instead));
    }

    private static String details(Container container) {
        String tag = container.spec().log().options().get("tag");
        return tag == null ? "" : "tag=" + tag + ' ';
    }

    /** Prints what is young enough. */
    private record Shown(LogPrinter printer, Instant since) implements LogFollower.Reader {
        @Override
        public void take(LogRecord entry) {
            if (!entry.time().isBefore(since)) {
                printer.print(entry);
            }
        }

        @Override
        public boolean rest() {
            return printer.flush();
        }
    }
}
