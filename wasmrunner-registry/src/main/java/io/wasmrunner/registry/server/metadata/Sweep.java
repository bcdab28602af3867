package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.digest.Digest;
import java.sql.ResultSet;
import java.util.function.Consumer;

/** What is needed in all repositories together, and what is not. */
public final class Sweep {
    private final Database database;
    private final Statements statements;

    Sweep(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /**
     * Forgets manifests that neither a tag nor an index names, and that are about nothing that is there.
     *
     * @param before milliseconds since 1970: pushed before that
     */
    public int forgetUntagged(long before) {
        return database.write(connection -> statements.update(connection, """
            DELETE FROM manifest WHERE pushed < ?
            AND NOT EXISTS (SELECT 1 FROM tag t
                WHERE t.repository = manifest.repository AND t.manifest = manifest.digest)
            AND NOT EXISTS (SELECT 1 FROM part p
                WHERE p.repository = manifest.repository AND p.digest = manifest.digest)
            AND NOT EXISTS (SELECT 1 FROM manifest s
                WHERE s.repository = manifest.repository AND s.digest = manifest.subject)\
            """, before));
    }

    /** Takes blobs from repositories where no manifest names them and nobody relied on them since. */
    public int forgetUnnamed(long before) {
        return database.write(connection -> statements.update(connection, """
            DELETE FROM blob WHERE linked < ? AND NOT EXISTS (SELECT 1 FROM part p
                WHERE p.digest = blob.digest AND p.repository = blob.repository)\
            """, before));
    }

    /** Whether any repository has it, as a manifest or as a blob. */
    public boolean needs(Digest digest) {
        return database.read(connection -> {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "SELECT EXISTS (SELECT 1 FROM blob WHERE digest = ?1)"
                                    + " OR EXISTS (SELECT 1 FROM manifest WHERE digest = ?1)"
                                    + " OR EXISTS (SELECT 1 FROM part WHERE digest = ?1)",
                            digest)
                    .executeQuery()) {
                return row.next() && row.getInt(1) != 0;
            }
        });
    }

    /** Takes the names of manifests. */
    public interface Names {
        /**
         * @param name {@code repository:tag}, or {@code repository@digest} without a tag
         * @param size bytes of the manifest
         */
        void take(String name, String mediaType, Digest digest, long size);
    }

    /** Every manifest that was pushed by each of its tags, or by its digest when it has none. */
    public void names(Names names) {
        database.read(connection -> {
            try (ResultSet rows = statements
                    .of(
                            connection,
                            "SELECT r.name, t.name, m.digest, m.media_type, m.size FROM manifest m JOIN repository r ON"
                                    + " r.id = m.repository LEFT JOIN tag t ON t.repository = m.repository AND"
                                    + " t.manifest = m.digest WHERE m.cached = 0 ORDER BY r.name, t.name, m.digest")
                    .executeQuery()) {
                while (rows.next()) {
                    String tag = rows.getString(2);
                    String name = rows.getString(1) + (tag == null ? "@" + rows.getString(3) : ":" + tag);
                    names.take(name, rows.getString(4), Digest.parse(rows.getString(3)), rows.getLong(5));
                }
                return true;
            }
        });
    }

    /** Something that a repository should have. */
    public record Needed(String repository, Digest digest, boolean manifest) {}

    /** Every manifest, and everything that manifests name; of those of an upstream, what came from there. */
    public void forEach(Consumer<Needed> consumer) {
        database.read(connection -> {
            try (ResultSet rows = statements
                    .of(
                            connection,
                            "SELECT r.name, m.digest, 1 FROM manifest m JOIN repository r ON r.id = m.repository UNION"
                                + " SELECT r.name, p.digest, 0 FROM part p JOIN repository r ON r.id = p.repository"
                                + " JOIN manifest m ON m.repository = p.repository AND m.digest = p.manifest WHERE"
                                + " m.cached = 0 OR EXISTS (SELECT 1 FROM blob b WHERE b.repository = p.repository AND"
                                + " b.digest = p.digest)")
                    .executeQuery()) {
                while (rows.next()) {
                    consumer.accept(
                            new Needed(rows.getString(1), Digest.parse(rows.getString(2)), rows.getInt(3) == 1));
                }
                return true;
            }
        });
    }
}
