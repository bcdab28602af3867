package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.progress.Terminal;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.stats.Sample;
import io.wasmrunner.core.stats.Worker;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code wasmrunner stats}. */
public final class StatsCommand implements Command {
    /** Milliseconds between two samples: over them rates are taken. */
    private static final long INTERVAL = 1000;

    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String CLEAR_BEHIND = "\u001b[K\n";
    private static final String CLEAR_BELOW = "\u001b[J";

    private static final Flag ALL = Flag.toggle("Also those that do not run.", "-a", "--all");
    private static final Flag NO_STREAM = Flag.toggle("Measure for a second, show that and end.", "--no-stream");
    private static final Flag NO_TRUNC = Flag.toggle("Has no effect: nothing is cut off.", "--no-trunc");
    private static final Flag FORMAT = Flag.value(
            "format",
            "table (default), json, or a Go template such as '{{.Name}} {{.CPUPerc}}', with 'table ' in front as a"
                    + " table.",
            "--format");

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public List<String> aliases() {
        return List.of("container stats");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show what containers use while they run";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL, NO_STREAM, NO_TRUNC, FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("[container…]", 0, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner stats",
                "wasmrunner stats --no-stream --format json api",
                "wasmrunner stats --format '{{.Name}}: {{.CPUPerc}} {{.MemUsage}}'");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        boolean stream = !line.has(NO_STREAM);
        boolean redraw = stream && line.value(FORMAT).isEmpty() && Terminal.isStdout();
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            List<ContainerId> named = new ArrayList<>();
            for (String operand : line.operands()) {
                try {
                    named.add(containers.find(operand).id());
                } catch (WasmrunnerException e) {
                    if (e.code() == ErrorCode.NOT_FOUND) {
                        context.warn(String.valueOf(e.getMessage()));
                        return 1;
                    }
                    throw e;
                }
            }
            Map<Worker.Identity, Sample> before = new HashMap<>();
            rows(chosen(named, line.has(ALL), containers), containers, before);
            if (redraw) {
                context.out().print(CLEAR);
            }
            do {
                Thread.sleep(INTERVAL);
                List<StatsRow> rows = rows(chosen(named, line.has(ALL), containers), containers, before);
                if (redraw) {
                    context.out()
                            .print(HOME + StatsRow.table(rows).toString().replace("\n", CLEAR_BEHIND) + CLEAR_BELOW);
                } else {
                    Listing.print(rows, line.value(FORMAT), StatsRow::fields, StatsRow::table, context.out());
                }
                context.out().flush();
            } while (stream && !context.out().checkError());
        }
        return 0;
    }

    private static List<Container> chosen(List<ContainerId> named, boolean all, Containers containers)
            throws IOException {
        List<ContainerId> ids = new ArrayList<>(named);
        if (named.isEmpty()) {
            for (ContainerRow row : all ? containers.list() : containers.running()) {
                ids.add(row.id());
            }
        }
        List<Container> chosen = new ArrayList<>();
        for (ContainerId id : ids) {
            containers.store().read(id).ifPresent(chosen::add);
        }
        return chosen;
    }

    /** @param before the last samples, which these take the place of */
    private static List<StatsRow> rows(
            List<Container> chosen, Containers containers, Map<Worker.Identity, Sample> before) {
        Map<Worker.Identity, Sample> samples = new HashMap<>();
        List<StatsRow> rows = new ArrayList<>();
        for (Container container : chosen) {
            Optional<Worker> worker = container.status().isLive()
                    ? Worker.of(containers.store().files().folder(container.id()))
                    : Optional.empty();
            Optional<Sample> now = worker.flatMap(Worker::sample);
            Optional<Sample> earlier = worker.map(Worker::identity).map(before::get);
            now.ifPresent(sample -> samples.put(worker.orElseThrow().identity(), sample));
            rows.add(new StatsRow(container, now, earlier));
        }
        before.clear();
        before.putAll(samples);
        return rows;
    }
}
