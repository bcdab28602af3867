package io.wasmrunner.cli.command.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.stats.Sample;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.runtime.guest.GuestUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a container uses.
 *
 * @param now empty when no guest of it runs
 * @param before an earlier sample of the same worker, or {@code now} itself when there is none
 */
record StatsRow(Container container, Optional<Sample> now, Optional<Sample> before) {
    private static final String NOTHING = "--";

    private static final String[] HEADINGS = {
        "CONTAINER ID",
        "NAME",
        "CPU %",
        "MEM USAGE",
        "GUEST MEM / LIMIT",
        "MEM %",
        "CALLS/S",
        "FUEL",
        "I/O",
        "BLOCK I/O",
        "PIDS"
    };

    /** As {@code --format} knows it. */
    ObjectNode fields() {
        ObjectNode node = Json.object();
        node.put("Container", container.id().abbreviated());
        node.put("ID", container.id().abbreviated());
        node.put("Name", container.name());
        node.put("CPUPerc", processor());
        node.put("MemUsage", memory());
        node.put("GuestMem", guestMemory());
        node.put("MemPerc", share());
        node.put("CallsPerSecond", callsPerSecond());
        node.put("Calls", now.map(Sample::calls).orElse(0L));
        node.put("Fuel", fuel());
        node.put("IO", io());
        node.put("BlockIO", blockIo());
        node.put("PIDs", threads());
        return node;
    }

    static Table table(List<StatsRow> rows) {
        Table table = new Table(HEADINGS);
        for (StatsRow row : rows) {
            table.add(
                    row.container.id().abbreviated(),
                    row.container.name(),
                    row.processor(),
                    row.memory(),
                    row.guestMemory(),
                    row.share(),
                    row.callsPerSecond(),
                    row.fuel(),
                    row.io(),
                    row.blockIo(),
                    row.threads());
        }
        return table;
    }

    private long limit() {
        return container.spec().guest().policy().quotas().memory();
    }

    private String processor() {
        return now.map(sample -> percent(sample.processor(before.orElse(sample))))
                .orElse(NOTHING);
    }

    private String memory() {
        return now.map(sample -> Quantities.printSize(sample.resident())).orElse(NOTHING);
    }

    private String guestMemory() {
        return now.map(sample ->
                        Quantities.printSize(sample.guest().peakMemory()) + " / " + Quantities.printSize(limit()))
                .orElse(NOTHING);
    }

    private String share() {
        return now.map(sample -> percent(100.0 * sample.guest().peakMemory() / limit()))
                .orElse(NOTHING);
    }

    private String callsPerSecond() {
        return now.map(sample -> Long.toString(Math.round(sample.calls(before.orElse(sample)))))
                .orElse(NOTHING);
    }

    /** It is counted only where it is limited. */
    private String fuel() {
        return now.map(sample -> sample.guest().fuel())
                .filter(fuel -> fuel != 0)
                .map(fuel -> Long.toString(fuel))
                .orElse(NOTHING);
    }

    private String io() {
        return now.map(Sample::guest)
                .map((GuestUsage guest) ->
                        Quantities.printSize(guest.bytesIn()) + " / " + Quantities.printSize(guest.bytesOut()))
                .orElse(NOTHING);
    }

    private String blockIo() {
        return now.filter(sample -> sample.read() >= 0)
                .map(sample -> Quantities.printSize(sample.read()) + " / " + Quantities.printSize(sample.written()))
                .orElse(NOTHING);
    }

    private String threads() {
        return now.map(sample -> Long.toString(sample.threads())).orElse(NOTHING);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
