package io.wasmrunner.core.violation;

import io.wasmrunner.core.journal.Journal;
import io.wasmrunner.core.journal.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The violations of this machine's guests: {@code violations.jsonl} in the state folder, and {@code violations.jsonl.1} with
 * those before. The two hold at most 16 MB, and a run at most a hundred of its violations.
 */
public final class ViolationStore {
    /** Bytes; a longer line is none of ours. */
    private static final int LONGEST = 64 << 10;

    /** Of one run; a guest can cause millions. */
    private static final int MOST = 100;

    private final Journal journal;

    /** The store of the state folder {@code folder}. */
    public ViolationStore(Path folder) {
        journal = new Journal(folder.resolve("violations.jsonl"));
    }

    /** Writes down the violations of a run, the first hundred at most. */
    public void append(List<ViolationRecord> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ViolationRecord record : records.subList(0, Math.min(MOST, records.size()))) {
            lines.writeBytes(record.line().bytes());
        }
        journal.append(lines.toByteArray());
    }

    /** The last ones that are wanted, {@code most} at most, oldest first. Lines that are no records are passed over. */
    public List<ViolationRecord> last(Predicate<ViolationRecord> wanted, int most) throws IOException {
        Deque<ViolationRecord> last = new ArrayDeque<>();
        for (Path file : List.of(journal.older(), journal.file())) {
            try (Lines lines = Lines.of(file)) {
                for (byte[] line = lines.next(LONGEST); line != null; line = lines.next(LONGEST)) {
                    ViolationRecord.read(line).filter(wanted).ifPresent(last::addLast);
                    if (last.size() > most) {
                        last.removeFirst();
                    }
                }
            }
        }
        return new ArrayList<>(last);
    }
}
