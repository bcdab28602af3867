package io.wasmrunner.core.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a container's health checks found.
 *
 * @param failures in a row
 * @param last the newest few, the newest last
 */
public record Health(Verdict verdict, int failures, List<Probe> last) {
    /** Of a container that has no check. */
    public static final Health NONE = new Health(Verdict.NONE, 0, List.of());

    /** Of one that has a check and was just started. */
    public static final Health STARTING = new Health(Verdict.STARTING, 0, List.of());

    /** Checks kept, as Docker has it. */
    private static final int KEPT = 5;

    public Health {
        last = List.copyOf(last);
    }

    /** As Docker calls it. */
    public enum Verdict {
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One check. Times are milliseconds since 1970.
     *
     * @param exitCode -1 when it took too long, and so gave none
     * @param output the beginning of what it printed
     */
    public record Probe(long started, long finished, int exitCode, String output) {}

    /**
     * With one more check, and what follows from it.
     *
     * @param retries failures in a row that make it unhealthy
     * @param startPeriod whether it may still be starting up, so that a failure does not count
     */
    public Health with(Probe probe, int retries, boolean startPeriod) {
        List<Probe> all = new ArrayList<>(last);
        all.add(probe);
        all = all.subList(Math.max(0, all.size() - KEPT), all.size());
        if (probe.exitCode() == 0) {
            return new Health(Verdict.HEALTHY, 0, all);
        }
        if (startPeriod && verdict == Verdict.STARTING) {
            return new Health(verdict, failures, all);
        }
        return new Health(failures + 1 >= retries ? Verdict.UNHEALTHY : verdict, failures + 1, all);
    }

    /** Of one whose guest has ended; what was found stays to be read. */
    public Health ended() {
        return verdict == Verdict.NONE ? this : new Health(Verdict.UNHEALTHY, failures, last);
    }

    ObjectNode write() {
        ObjectNode node = Json.object();
        node.put("verdict", verdict.name());
        node.put("failures", failures);
        ArrayNode probes = node.putArray("last");
        for (Probe probe : last) {
            ObjectNode one = probes.addObject()
                    .put("started", probe.started())
                    .put("finished", probe.finished())
                    .put("output", probe.output());
            if (probe.exitCode() >= 0) {
                one.put("exitCode", probe.exitCode());
            }
        }
        return node;
    }

    static Health read(Fields fields) {
        List<Probe> probes = new ArrayList<>();
        for (Fields probe : fields.objects("last")) {
            probes.add(new Probe(
                    probe.number("started"),
                    probe.number("finished"),
                    (int) probe.number("exitCode"),
                    probe.text("output")));
        }
        return new Health(SpecJson.choice(Verdict.class, fields, "verdict"), (int) fields.number("failures"), probes);
    }
}
