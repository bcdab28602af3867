package io.wasmrunner.registry.server.metadata;

import java.util.List;

/** The tables of a registry server. Each entry takes them one version on; entries are only ever added. */
final class Schema {
    /**
     * {@code linked} and the like are milliseconds since 1970, sizes are bytes. What a {@code cached} manifest names may be
     * missing: it is with the upstream. {@code checked} is when a tag was last what the upstream said; null for pushed ones.
     */
    static final List<String> MIGRATIONS = List.of("""
        CREATE TABLE repository (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE blob (
            repository INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
            digest TEXT NOT NULL,
            size INTEGER NOT NULL,
            linked INTEGER NOT NULL,
            PRIMARY KEY (repository, digest)
        ) WITHOUT ROWID;
        CREATE INDEX blob_digest ON blob (digest);
        CREATE TABLE manifest (
            repository INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
            digest TEXT NOT NULL,
            media_type TEXT NOT NULL,
            artifact_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            content_size INTEGER NOT NULL,
            subject TEXT,
            annotations TEXT NOT NULL,
            pushed INTEGER NOT NULL,
            PRIMARY KEY (repository, digest)
        ) WITHOUT ROWID;
        CREATE INDEX manifest_digest ON manifest (digest);
        CREATE INDEX manifest_subject ON manifest (repository, subject, digest) WHERE subject IS NOT NULL;
        CREATE TABLE part (
            repository INTEGER NOT NULL,
            manifest TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (repository, manifest, digest),
            FOREIGN KEY (repository, manifest) REFERENCES manifest (repository, digest) ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE INDEX part_digest ON part (digest, repository);
        CREATE TABLE tag (
            repository INTEGER NOT NULL,
            name TEXT NOT NULL,
            manifest TEXT NOT NULL,
            moved INTEGER NOT NULL,
            PRIMARY KEY (repository, name),
            FOREIGN KEY (repository, manifest) REFERENCES manifest (repository, digest) ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE INDEX tag_manifest ON tag (repository, manifest);
        CREATE INDEX tag_order ON tag (repository, name COLLATE NOCASE, name);
        """, """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            receiver TEXT NOT NULL,
            body TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            due INTEGER NOT NULL
        );
        CREATE INDEX outbox_receiver ON outbox (receiver, id);
        """, """
        ALTER TABLE manifest ADD COLUMN cached INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE tag ADD COLUMN checked INTEGER;
        """);

    private Schema() {}
}
