package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The index of containers: what lists show of each, found quickly. Made from the files, and worth nothing beside them. */
final class ContainerIndex implements AutoCloseable {
    private static final String LINES = "\n";
    private static final List<String> MIGRATIONS = List.of("""
        CREATE TABLE container (
          id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, image TEXT NOT NULL, image_id TEXT NOT NULL,
          command TEXT NOT NULL, created INTEGER NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL,
          finished INTEGER NOT NULL, exit_code INTEGER NOT NULL, health TEXT NOT NULL, ports TEXT NOT NULL,
          volumes TEXT NOT NULL, labels TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX container_by_created ON container (created);
        CREATE TABLE boot (id TEXT NOT NULL)
        """, """
        DROP TABLE boot;
        DROP TABLE container;
        CREATE TABLE container (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, image TEXT NOT NULL, image_id TEXT NOT NULL,
          command TEXT NOT NULL, created INTEGER NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL,
          finished INTEGER NOT NULL, exit_code INTEGER NOT NULL, health TEXT NOT NULL, ports TEXT NOT NULL,
          volumes TEXT NOT NULL, labels TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX container_by_created ON container (created)
        """);

    private final Database database;

    private ContainerIndex(Database database) {
        this.database = database;
    }

    static ContainerIndex open(Path file) throws IOException {
        return new ContainerIndex(Database.open(file, MIGRATIONS));
    }

    /** Makes it say this and nothing else. */
    void replace(List<ContainerRow> rows) {
        database.write(connection -> {
            run(connection, "DELETE FROM container");
            for (ContainerRow row : rows) {
                put(connection, row);
            }
            return rows.size();
        });
    }

    /** Puts what there is of some containers in the place of what it said of them. */
    void change(List<ContainerRow> rows, List<ContainerId> gone) {
        database.writeSoon(connection -> {
            for (ContainerRow row : rows) {
                put(connection, row);
            }
            for (ContainerId id : gone) {
                run(connection, "DELETE FROM container WHERE id = ?", id.hex());
            }
            return rows.size();
        });
    }

    private static int put(Connection connection, ContainerRow row) throws SQLException {
        return run(
                connection,
                "INSERT OR REPLACE INTO container VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id().hex(),
                row.name(),
                row.image(),
                row.imageId(),
                row.command(),
                row.created(),
                row.status().name(),
                row.started(),
                row.finished(),
                row.exitCode(),
                row.health().name(),
                String.join(LINES, row.ports()),
                String.join(LINES, row.volumes()),
                labels(row.labels()));
    }

    private static int run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Number number) {
                    statement.setLong(i + 1, number.longValue());
                } else {
                    statement.setString(i + 1, values[i].toString());
                }
            }
            return statement.executeUpdate();
        }
    }

    /** All of them, the newest first. */
    List<ContainerRow> list() {
        return database.read(connection -> {
            List<ContainerRow> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM container ORDER BY created DESC, id")) {
                while (row.next()) {
                    rows.add(row(row));
                }
            }
            return rows;
        });
    }

    private static ContainerRow row(ResultSet row) throws SQLException {
        return new ContainerRow(
                new ContainerId(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                Status.valueOf(row.getString(7)),
                row.getLong(8),
                row.getLong(9),
                row.getInt(10),
                Health.Verdict.valueOf(row.getString(11)),
                lines(row.getString(12)),
                lines(row.getString(13)),
                labels(row.getString(14)));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(LINES, -1));
    }

    /** Names and values by turns, each ended by a NUL, which neither holds. */
    private static String labels(Map<String, String> labels) {
        StringBuilder text = new StringBuilder();
        labels.forEach(
                (name, value) -> text.append(name).append('\0').append(value).append('\0'));
        return text.toString();
    }

    private static SortedMap<String, String> labels(String text) {
        SortedMap<String, String> labels = new TreeMap<>();
        if (!text.isEmpty()) {
            String[] parts = text.split("\0", -1);
            for (int i = 0; i + 1 < parts.length; i += 2) {
                labels.put(parts[i], parts[i + 1]);
            }
        }
        return labels;
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
