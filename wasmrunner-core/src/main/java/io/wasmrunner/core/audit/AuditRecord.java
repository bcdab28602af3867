package io.wasmrunner.core.audit;

import io.wasmrunner.core.journal.JsonFields;
import io.wasmrunner.core.journal.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of the audit log as it stands there, unchecked.
 *
 * @param time as it was written, ISO 8601 in UTC
 * @param fields the others by name, in order, without the chain's own
 */
public record AuditRecord(String seq, String time, String type, Map<String, String> fields) {
    public AuditRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * The last records of a state folder's log, oldest first. Lines that are no records are passed over.
     *
     * @param since none from before this time, as records write it; may be empty
     * @param most how many at most
     */
    public static List<AuditRecord> last(Path folder, String since, int most) throws IOException {
        Deque<AuditRecord> last = new ArrayDeque<>();
        try (Lines lines = Lines.of(AuditFiles.in(folder).log())) {
            for (byte[] line = lines.next(LastLine.LONGEST); line != null; line = lines.next(LastLine.LONGEST)) {
                JsonFields.of(line).map(AuditRecord::of).ifPresent(found -> {
                    if (found.time.compareTo(since) >= 0) {
                        last.addLast(found);
                    }
                });
                if (last.size() > most) {
                    last.removeFirst();
                }
            }
        }
        return new ArrayList<>(last);
    }

    private static AuditRecord of(Map<String, String> line) {
        Map<String, String> fields = new LinkedHashMap<>(line);
        String seq = take(fields, "seq");
        String time = take(fields, "time");
        String type = take(fields, "type");
        fields.remove("previous");
        return new AuditRecord(seq, time, type, fields);
    }

    private static String take(Map<String, String> fields, String name) {
        String value = fields.remove(name);
        return value == null ? "" : value;
    }
}
