package io.wasmrunner.core.quarantine;

import io.wasmrunner.core.audit.AuditEvent;
import io.wasmrunner.core.audit.AuditLog;
import io.wasmrunner.core.journal.FileMutex;
import io.wasmrunner.core.journal.Timestamp;
import io.wasmrunner.core.violation.ViolationRecord;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts runs with violations by module, and says which modules do not run any more: a file for each module that ever had
 * one, {@code quarantine/<digest>.json} in the state folder. Every change of a quarantine is in the audit log.
 */
public final class QuarantineStore {
    /** How many runs with refused attempts a module may have, when nobody says otherwise. */
    public static final int DEFAULT_THRESHOLD = 3;

    private static final String SUFFIX = ".json";
    private static final int LONGEST = 64 << 10;

    private final Path folder;
    private final AuditLog audit;

    /** The store of the state folder {@code state}. */
    public QuarantineStore(Path state) {
        folder = state.resolve("quarantine");
        audit = new AuditLog(state);
    }

    /**
     * Whether the module is not to run. Costs one stat for a module that never had a violation. A file that cannot be read
     * as an entry counts as a quarantine, since it cannot be told what it held.
     */
    public boolean isQuarantined(Digest digest) throws IOException {
        return check(digest).isPresent();
    }

    /** The module's entry when it is not to run; what to tell the user is its {@link QuarantineEntry#refusal}. */
    public Optional<QuarantineEntry> check(Digest digest) throws IOException {
        byte[] content = content(digest);
        if (content == null || QuarantineEntry.isPlainlyRunnable(digest, content)) {
            return Optional.empty();
        }
        QuarantineEntry entry = entry(digest, content);
        return entry.isQuarantined() ? Optional.of(entry) : Optional.empty();
    }

    /**
     * Counts a run that is over: one strike when any of its violations is more than a limit reached, else nothing.
     *
     * @param threshold strikes that quarantine the module; 0 for never
     * @return whether the module is quarantined now
     */
    public boolean countViolations(
            Digest digest, String name, String container, List<ViolationRecord> violations, int threshold)
            throws IOException {
        ViolationRecord last = lastStrike(violations);
        if (last == null) {
            return isQuarantined(digest);
        }
        boolean becomes;
        QuarantineEntry after;
        try (FileMutex _ = lock()) {
            QuarantineEntry before = read(digest);
            int strikes = before == null ? 1 : before.strikes() + 1;
            boolean already = before != null && before.isQuarantined();
            becomes = !already && threshold > 0 && strikes >= threshold;
            after = new QuarantineEntry(
                    already || becomes ? QuarantineState.QUARANTINED : QuarantineState.COUNTED,
                    digest,
                    strikes,
                    name,
                    container,
                    last.describe(),
                    Timestamp.now(),
                    before == null ? "" : before.reason());
            write(after);
        }
        if (becomes) {
            audit.append(AuditEvent.quarantined(digest.toString(), name, after.why()));
        }
        return after.isQuarantined();
    }

    private static @Nullable ViolationRecord lastStrike(List<ViolationRecord> violations) {
        for (int i = violations.size() - 1; i >= 0; i--) {
            if (violations.get(i).isStrike()) {
                return violations.get(i);
            }
        }
        return null;
    }

    /** Quarantines a module by hand. */
    public QuarantineEntry add(Digest digest, String name, String reason) throws IOException {
        QuarantineEntry after;
        try (FileMutex _ = lock()) {
            QuarantineEntry before = read(digest);
            after = new QuarantineEntry(
                    QuarantineState.QUARANTINED,
                    digest,
                    before == null ? 0 : before.strikes(),
                    name,
                    before == null ? "" : before.container(),
                    before == null ? "" : before.last(),
                    Timestamp.now(),
                    reason.isEmpty() ? "no reason given" : reason);
            write(after);
        }
        audit.append(AuditEvent.quarantined(digest.toString(), name, after.why()));
        return after;
    }

    /**
     * Lets a module run again, and forgets its strikes. The audit log has it first: no lift goes without a record.
     *
     * @throws WasmrunnerException when it is not quarantined
     */
    public QuarantineEntry lift(Digest digest) throws IOException {
        try (FileMutex _ = lock()) {
            QuarantineEntry before = read(digest);
            if (before == null || !before.isQuarantined()) {
                throw new WasmrunnerException(
                        ErrorCode.NOT_FOUND,
                        "cannot lift the quarantine of " + digest.abbreviated()
                                + ": it is not quarantined; wasmrunner quarantine ls lists those that are");
            }
            audit.append(AuditEvent.lifted(digest.toString(), before.name()));
            QuarantineEntry after =
                    new QuarantineEntry(QuarantineState.LIFTED, digest, 0, before.name(), "", "", Timestamp.now(), "");
            write(after);
            return after;
        }
    }

    /** All entries, by digest. */
    public List<QuarantineEntry> list() throws IOException {
        String[] names = folder.toFile().list();
        List<QuarantineEntry> entries = new ArrayList<>();
        if (names == null) {
            return entries;
        }
        Arrays.sort(names);
        for (String name : names) {
            String hex = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
            if (hex.length() == 64 && !Digest.prefix(hex).isEmpty()) {
                QuarantineEntry entry = read(Digest.sha256(hex));
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.hex().concat(SUFFIX));
    }

    private FileMutex lock() throws IOException {
        return FileMutex.lock(folder.resolve("lock"));
    }

    private void write(QuarantineEntry entry) throws IOException {
        DurableFile.replace(file(entry.digest()), entry.bytes());
    }

    /** Null when there is no file. */
    private @Nullable QuarantineEntry read(Digest digest) throws IOException {
        byte[] content = content(digest);
        return content == null ? null : entry(digest, content);
    }

    private byte @Nullable [] content(Digest digest) throws IOException {
        File file = new File(file(digest).toString());
        if (!file.exists()) {
            return null;
        }
        try (InputStream in = new FileInputStream(file)) {
            return in.readNBytes(LONGEST);
        }
    }

    private QuarantineEntry entry(Digest digest, byte[] content) {
        return QuarantineEntry.read(digest, content)
                .orElseGet(() -> new QuarantineEntry(
                        QuarantineState.QUARANTINED,
                        digest,
                        0,
                        "",
                        "",
                        "",
                        "an unknown day",
                        "its record " + file(digest) + " is damaged"));
    }
}
