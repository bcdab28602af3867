package io.wasmrunner.registry.server.observe;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, as Prometheus reads them (text format 0.0.4). Labels have few values, whatever clients send. */
final class Metrics {
    private static final double[] SECONDS = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10};
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE");

    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final LongAdder[] buckets = new LongAdder[SECONDS.length + 1];
    private final LongAdder nanos = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    Metrics() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void begin() {
        begun.increment();
    }

    void end(Seen seen) {
        ended.increment();
        String method = METHODS.contains(seen.method()) ? seen.method() : "other";
        requests.computeIfAbsent(
                        "method=\"" + method + "\",status=\"" + seen.status() / 100 + "xx\"", _ -> new LongAdder())
                .increment();
        int bucket = 0;
        while (bucket < SECONDS.length && seen.nanos() > SECONDS[bucket] * 1e9) {
            bucket++;
        }
        buckets[bucket].increment();
        nanos.add(seen.nanos());
        sent.add(seen.bytes());
    }

    String text() {
        StringBuilder out = new StringBuilder();
        head(out, "registry_requests_total", "counter", "Requests answered.");
        requests.forEach((labels, count) -> out.append("registry_requests_total{")
                .append(labels)
                .append("} ")
                .append(count.sum())
                .append('\n'));
        head(out, "registry_request_seconds", "histogram", "How long answers took.");
        long below = 0;
        for (int i = 0; i < buckets.length; i++) {
            below += buckets[i].sum();
            String limit = i < SECONDS.length ? Double.toString(SECONDS[i]) : "+Inf";
            out.append("registry_request_seconds_bucket{le=\"").append(limit).append("\"} ");
            out.append(below).append('\n');
        }
        out.append("registry_request_seconds_sum ")
                .append(String.format(Locale.ROOT, "%.6f", nanos.sum() / 1e9))
                .append('\n');
        out.append("registry_request_seconds_count ").append(below).append('\n');
        head(out, "registry_sent_bytes_total", "counter", "Bytes of the answers.");
        out.append("registry_sent_bytes_total ").append(sent.sum()).append('\n');
        head(out, "registry_requests_active", "gauge", "Requests that are answered now.");
        out.append("registry_requests_active ")
                .append(Math.max(0, begun.sum() - ended.sum()))
                .append('\n');
        return out.toString();
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}
