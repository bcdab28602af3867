package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.config.QuotaRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** Which blobs belong to which repository. A blob that belongs to another one is not there. */
public final class BlobLinks {
    /** How often it is noted that somebody relies on a blob. */
    private static final long REFRESH_MILLIS = 10_000;

    private final Database database;
    private final Statements statements;

    BlobLinks(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /** Bytes of the blob; empty when it does not belong there. */
    public OptionalLong size(RepositoryName repository, Digest digest) {
        return database.read(connection -> {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "SELECT size FROM blob WHERE repository = " + Metadata.REPOSITORY + " AND digest = ?",
                            repository,
                            digest)
                    .executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /**
     * @param size bytes
     * @param quotas that the repository falls under
     * @throws Quota when it would be too much
     */
    public void link(RepositoryName repository, Digest digest, long size, List<QuotaRule> quotas) {
        // Worth nothing before a manifest names it, and that waits for the disk.
        database.writeSoon(connection -> {
            Metadata.add(statements, connection, repository);
            for (QuotaRule rule : quotas) {
                fits(connection, rule, repository, digest, size);
            }
            return statements.update(
                    connection,
                    "INSERT INTO blob (repository, digest, size, linked) VALUES (" + Metadata.REPOSITORY
                            + ", ?, ?, ?) ON CONFLICT DO UPDATE SET linked = excluded.linked",
                    repository,
                    digest,
                    size,
                    System.currentTimeMillis());
        });
    }

    private void fits(Connection connection, QuotaRule rule, RepositoryName repository, Digest digest, long size)
            throws SQLException {
        long used = 0;
        try (ResultSet rows = statements
                .of(
                        connection,
                        "SELECT r.name, SUM(b.size) FROM blob b JOIN repository r ON r.id = b.repository WHERE NOT"
                                + " (r.name = ? AND b.digest = ?) GROUP BY r.id",
                        repository,
                        digest)
                .executeQuery()) {
            while (rows.next()) {
                if (rule.repositories().matches(rows.getString(1))) {
                    used += rows.getLong(2);
                }
            }
        }
        if (size > rule.bytes() - used) {
            throw new Quota(rule, used, size);
        }
    }

    /** Notes that somebody relies on the blob, so that its grace begins anew; false when it is gone meanwhile. */
    public boolean refresh(RepositoryName repository, Digest digest) {
        long now = System.currentTimeMillis();
        boolean stale = database.read(connection -> {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "SELECT 1 FROM blob WHERE repository = " + Metadata.REPOSITORY
                                    + " AND digest = ? AND linked < ?",
                            repository,
                            digest,
                            now - REFRESH_MILLIS)
                    .executeQuery()) {
                return row.next();
            }
        });
        return !stale
                || database.writeSoon(connection -> statements.update(
                                connection,
                                "UPDATE blob SET linked = ? WHERE repository = " + Metadata.REPOSITORY
                                        + " AND digest = ?",
                                now,
                                repository,
                                digest))
                        > 0;
    }

    /** Whether it was there. */
    public boolean unlink(RepositoryName repository, Digest digest) {
        return database.write(connection -> statements.update(
                        connection,
                        "DELETE FROM blob WHERE repository = " + Metadata.REPOSITORY + " AND digest = ?",
                        repository,
                        digest)
                > 0);
    }
}
