package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.event.EventFilters;
import io.wasmrunner.core.event.EventReader;
import io.wasmrunner.core.journal.FolderWatch;
import io.wasmrunner.core.journal.RotatedRecords;
import io.wasmrunner.core.text.PointInTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner events}. */
public final class EventsCommand implements Command {
    private static final Flag SINCE = Flag.value(
            "time",
            "Begin with those after this time: 2026-01-31T12:00:00Z, seconds since 1970, or how long ago, as 42m."
                    + " Default: now.",
            "--since");
    private static final Flag UNTIL =
            Flag.value("time", "End at this time, written as for --since. Default: at Ctrl-C.", "--until");
    private static final Flag FILTER =
            Flag.list("condition", "container, event, image, label, type or volume=value.", "-f", "--filter");
    private static final Flag FORMAT =
            Flag.value("format", "json, or a Go template such as '{{.Type}} {{.Action}} {{.ID}}'.", "--format");

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<String> aliases() {
        return List.of("system events");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show what happens to containers, images and volumes";
    }

    @Override
    public List<Flag> flags() {
        return List.of(SINCE, UNTIL, FILTER, FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner events",
                "wasmrunner events --since 1h --until 0s --filter event=die",
                "wasmrunner events --filter container=api --format '{{.Action}} {{.Actor.Attributes.exitCode}}'");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        Instant now = Instant.now();
        Optional<Instant> from = line.value(SINCE).map(text -> PointInTime.parse("--since", text, now));
        Instant until = line.value(UNTIL)
                .map(text -> PointInTime.parse("--until", text, now))
                .orElse(Instant.MAX);
        EventFilters filters = EventFilters.parse(line.values(FILTER));
        EventPrinter printer = EventPrinter.of(line.value(FORMAT), context.out());
        context.state().check();
        boolean follow = until.isAfter(now);
        Path file = context.state().events();
        try (FolderWatch watch = follow ? FolderWatch.of(file.resolveSibling("")) : null;
                RotatedRecords<Event> events = EventReader.open(file, context::warn)) {
            if (from.isEmpty() && follow) {
                events.keepLast(0);
            }
            while (true) {
                Instant looked = Instant.now();
                show(events, from.orElse(Instant.MIN), until, filters, printer);
                context.out().flush();
                if (watch == null || !looked.isBefore(until) || context.out().checkError()) {
                    return 0;
                }
                watch.await(
                        until.equals(Instant.MAX)
                                ? Long.MAX_VALUE
                                : Duration.between(looked, until).toMillis() + 1);
            }
        }
    }

    /** Shows those there are now. */
    private static void show(
            RotatedRecords<Event> events, Instant from, Instant until, EventFilters filters, EventPrinter printer)
            throws IOException {
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            Event event = next.get();
            // Several processes write: one may be a little before the one in front of it.
            if (!event.time().isBefore(from) && !event.time().isAfter(until) && filters.match(event)) {
                printer.print(event);
            }
        }
    }
}
