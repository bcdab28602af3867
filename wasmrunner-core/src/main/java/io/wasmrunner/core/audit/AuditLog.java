package io.wasmrunner.core.audit;

import io.wasmrunner.core.journal.JsonLine;
import io.wasmrunner.core.journal.LockedFile;
import io.wasmrunner.core.journal.Timestamp;
import io.wasmrunner.sandbox.digest.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the audit log: {@code audit.jsonl}, one record a line, each with the SHA-256 of the line before it; beside it
 * {@code audit.head} with the number of records and the last one's hash. Used at every start of a guest, so it keeps clear
 * of whatever is slow at its first use. Records are handed to the system but not forced to the disk.
 */
public final class AuditLog {
    private final AuditFiles files;

    /** The log of the state folder {@code folder}. */
    public AuditLog(Path folder) {
        files = AuditFiles.in(folder);
    }

    /**
     * Appends a record: {@code {"seq":…,"previous":…,"time":…,"type":…,"user":…,…}}.
     *
     * @throws IOException when the folder cannot be written to, or the disk is full; the log is then as it was
     */
    public void append(AuditEvent event) throws IOException {
        try (LockedFile locked = LockedFile.open(files.log())) {
            ChainHead head = end(locked);
            JsonLine line = new JsonLine()
                    .add("seq", head.count() + 1)
                    .add("previous", head.hash())
                    .add("time", Timestamp.now())
                    .add("type", event.type())
                    .add("user", System.getProperty("user.name", ""));
            event.addTo(line);
            byte[] bytes = line.bytes();
            long before = locked.file().length();
            locked.append(bytes);
            try {
                new ChainHead(head.count() + 1, Sha256.hex(Arrays.copyOf(bytes, bytes.length - 1))).write(files.head());
            } catch (IOException e) {
                locked.file().setLength(before);
                throw e;
            }
        }
    }

    /**
     * What the next record is to follow. That is the head, also where the log does not end there: the gap then stays to be
     * seen. What a writer left that was killed halfway is put right: half a line goes, a whole one without its head counts.
     */
    private ChainHead end(LockedFile locked) throws IOException {
        long length = locked.file().length();
        ChainHead written = ChainHead.read(files.head());
        ChainHead head = written == null ? ChainHead.EMPTY : written;
        LastLine last = LastLine.of(locked.file());
        ChainHead end = last == null ? unstarted(written, length) : place(last, head);
        long whole = last == null ? 0 : last.end();
        if (whole < length) {
            if (end != null) {
                locked.file().setLength(whole);
            } else {
                locked.append(new byte[] {'\n'});
            }
        }
        return end == null ? head : end;
    }

    /** The empty chain, when nothing but a part of the first record can have been written. */
    private static @Nullable ChainHead unstarted(@Nullable ChainHead written, long length) {
        return written == null && length < LastLine.LONGEST ? ChainHead.EMPTY : null;
    }

    /** The head that the line is or makes; null when it has nothing to do with the head there is. */
    private static @Nullable ChainHead place(LastLine last, ChainHead head) {
        String hash = last.hash();
        if (hash.equals(head.hash())) {
            return head;
        }
        return last.follows(head) ? new ChainHead(head.count() + 1, hash) : null;
    }
}
