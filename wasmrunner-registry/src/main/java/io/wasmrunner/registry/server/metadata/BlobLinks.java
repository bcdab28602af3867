package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import java.sql.ResultSet;
import java.util.OptionalLong;

/** Which blobs belong to which repository. A blob that belongs to another one is not there. */
public final class BlobLinks {
    /** How often it is noted that somebody relies on a blob. */
    private static final long REFRESH_MILLIS = 60_000;

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

    /** @param size bytes */
    public void link(RepositoryName repository, Digest digest, long size) {
        // Worth nothing before a manifest names it, and that waits for the disk.
        database.writeSoon(connection -> {
            Metadata.add(statements, connection, repository);
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

    /** Notes that somebody relies on the blob, so that its grace begins anew. */
    public void refresh(RepositoryName repository, Digest digest) {
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
        if (stale) {
            database.writeSoon(connection -> statements.update(
                    connection,
                    "UPDATE blob SET linked = ? WHERE repository = " + Metadata.REPOSITORY + " AND digest = ?",
                    now,
                    repository,
                    digest));
        }
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
