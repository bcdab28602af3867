package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The tags of all repositories. */
public final class Tags {
    private static final String DESCRIBE = """
        SELECT t.name, t.manifest, m.content_size,
            (SELECT COUNT(*) FROM manifest r WHERE r.repository = t.repository AND r.subject = t.manifest),
            EXISTS (SELECT 1 FROM tag s WHERE s.repository = t.repository
                AND s.name = replace(t.manifest, ':', '-') || '.sig')
        FROM tag t JOIN manifest m ON m.repository = t.repository AND m.digest = t.manifest
        WHERE t.repository = (SELECT id FROM repository WHERE name = ?)
        AND t.name NOT GLOB 'sha256-*' ORDER BY t.name COLLATE NOCASE, t.name LIMIT ?\
        """;

    private final Database database;
    private final Statements statements;

    Tags(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /**
     * In the order that distribution-spec asks for ("Listing Tags"): as in a dictionary, without regard to case.
     *
     * @param after exclusive, need not be there; empty for the first ones
     */
    public List<String> list(RepositoryName repository, String after, int most) {
        return database.read(connection -> {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statements
                    .of(
                            connection,
                            "SELECT name FROM tag WHERE repository = " + Metadata.REPOSITORY
                                    + " AND (name COLLATE NOCASE, name) > (?, ?) ORDER BY name COLLATE NOCASE, name"
                                    + " LIMIT ?",
                            repository,
                            after,
                            after,
                            (long) most)
                    .executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    /**
     * A tag with what it names.
     *
     * @param bytes of the manifest's blobs
     * @param referrers how many manifests are about it
     * @param signed whether there is a signature by cosign's naming of tags
     */
    public record Described(String name, String digest, long bytes, long referrers, boolean signed) {}

    /** In order, without the tags that only name signatures and the like. */
    public List<Described> describe(RepositoryName repository, int most) {
        return database.read(connection -> {
            List<Described> tags = new ArrayList<>();
            try (ResultSet rows =
                    statements.of(connection, DESCRIBE, repository, (long) most).executeQuery()) {
                while (rows.next()) {
                    tags.add(new Described(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getInt(5) == 1));
                }
            }
            return tags;
        });
    }

    /** When an upstream last said what the tag means, in milliseconds since 1970; empty when none did. */
    public OptionalLong checked(RepositoryName repository, Tag tag) {
        return database.read(connection -> {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "SELECT checked FROM tag WHERE checked IS NOT NULL AND repository = " + Metadata.REPOSITORY
                                    + " AND name = ?",
                            repository,
                            tag)
                    .executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /** Forgets a tag that an upstream had; not one that was pushed. */
    public void forget(RepositoryName repository, Tag tag) {
        database.write(connection -> statements.update(
                connection,
                "DELETE FROM tag WHERE checked IS NOT NULL AND repository = " + Metadata.REPOSITORY + " AND name = ?",
                repository,
                tag));
    }

    /** Whether it was there. */
    public boolean delete(RepositoryName repository, Tag tag) {
        return database.write(connection -> statements.update(
                        connection,
                        "DELETE FROM tag WHERE repository = " + Metadata.REPOSITORY + " AND name = ?",
                        repository,
                        tag)
                > 0);
    }
}
