package io.wasmrunner.core.audit;

import io.wasmrunner.core.journal.JsonFields;
import io.wasmrunner.core.journal.Lines;
import io.wasmrunner.sandbox.digest.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that every line of an audit log follows from the one before it, and that the last one is where the head says that
 * the log ends. Reads the log once, in little memory, also while others append to it.
 */
public final class AuditVerifier {
    private final AuditFiles files;
    private long line;
    private long count;
    private String hash = ChainHead.NONE;
    /** The line of the head's record, when that is not the one the head tells. */
    private long otherThanHead;

    /** For the log of the state folder {@code folder}. */
    public AuditVerifier(Path folder) {
        files = AuditFiles.in(folder);
    }

    public AuditVerdict verify() throws IOException {
        line = 0;
        count = 0;
        hash = ChainHead.NONE;
        otherThanHead = 0;
        // Before the log, which then has at least as many records, unless some are gone.
        ChainHead before = ChainHead.read(files.head());
        boolean unfinished = false;
        try (Lines lines = Lines.of(files.log())) {
            for (byte[] bytes = lines.next(LastLine.LONGEST); bytes != null; bytes = lines.next(LastLine.LONGEST)) {
                if (!lines.isWhole() && bytes.length < LastLine.LONGEST) {
                    unfinished = true;
                    break;
                }
                line++;
                String problem = lines.isWhole() ? follow(bytes, before) : "it is longer than any record";
                if (problem != null) {
                    return new AuditVerdict.Broken(line, problem);
                }
            }
        }
        String problem = checkEnd(before);
        if (problem == null && otherThanHead > 0) {
            line = otherThanHead;
            problem = "it is not the record that was written here: the head has another hash for it";
        }
        return problem != null ? new AuditVerdict.Broken(line, problem) : new AuditVerdict.Whole(count, unfinished);
    }

    /** Goes on to the next line; what is wrong with it, or null. */
    private @Nullable String follow(byte[] bytes, @Nullable ChainHead head) {
        Map<String, String> fields = JsonFields.of(bytes).orElse(Map.of());
        long seq = number(fields.get("seq"));
        if (seq < 1) {
            return "it is no record";
        }
        if (seq > count + 1) {
            return missing(count + 1, seq - 1) + " before it";
        }
        if (seq <= count) {
            return "it is record " + seq + " and follows record " + count
                    + ": it was put here, or the log was started anew without its head";
        }
        if (!hash.equals(fields.get("previous"))) {
            return count == 0
                    ? "it is not how a log starts"
                    : "it does not follow line " + (line - 1) + ": that one was changed, or this one";
        }
        count = seq;
        hash = Sha256.hex(bytes);
        if (head != null && head.count() == count && !head.hash().equals(hash)) {
            otherThanHead = line;
        }
        return null;
    }

    private @Nullable String checkEnd(@Nullable ChainHead before) throws IOException {
        if (before != null && before.count() > count) {
            return missing(count + 1, before.count()) + " after " + (count == 0 ? "the start" : "it");
        }
        ChainHead after = ChainHead.read(files.head());
        long known = after == null ? 0 : after.count();
        // One more is a writer that was stopped, or is at it.
        return count > known + 1
                ? "the head, " + files.head() + ", "
                        + (after == null ? "is missing or damaged" : "says that the log ends at record " + known)
                : null;
    }

    private static String missing(long from, long to) {
        return from == to ? "record " + from + " is missing" : "records " + from + " to " + to + " are missing";
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
