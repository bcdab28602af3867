package io.wasmrunner.registry.image;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lists of images, so that showing them need not read every file. What it says can be worked out from the files. */
final class ImageIndex implements AutoCloseable {
    private static final List<String> MIGRATIONS = List.of("""
        CREATE TABLE image (
          id TEXT PRIMARY KEY, style TEXT NOT NULL, platform TEXT NOT NULL, created TEXT NOT NULL,
          added INTEGER NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE label (
          image TEXT NOT NULL REFERENCES image ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (image, name)) WITHOUT ROWID;
        CREATE TABLE layer (
          image TEXT NOT NULL REFERENCES image ON DELETE CASCADE, position INTEGER NOT NULL,
          digest TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (image, position)) WITHOUT ROWID;
        CREATE INDEX layer_by_digest ON layer (digest);
        CREATE TABLE name (
          reference TEXT PRIMARY KEY, image TEXT NOT NULL REFERENCES image ON DELETE CASCADE) WITHOUT ROWID;
        CREATE INDEX name_by_image ON name (image)
        """);

    private final Database database;

    private ImageIndex(Database database) {
        this.database = database;
    }

    static ImageIndex open(Path file) throws IOException {
        return new ImageIndex(Database.open(file, MIGRATIONS));
    }

    void put(Image image) {
        database.write(connection -> {
            put(connection, image);
            return true;
        });
    }

    private static void put(Connection connection, Image image) throws SQLException {
        String id = image.id().toString();
        run(
                connection,
                "INSERT INTO image VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET added = excluded.added",
                id,
                image.style(),
                image.platform(),
                image.created(),
                image.added(),
                image.size());
        run(connection, "DELETE FROM label WHERE image = ?", id);
        for (Map.Entry<String, String> label : image.config().labels().entrySet()) {
            run(connection, "INSERT INTO label VALUES (?, ?, ?)", id, label.getKey(), label.getValue());
        }
        run(connection, "DELETE FROM layer WHERE image = ?", id);
        int position = 0;
        for (Descriptor layer : image.layers()) {
            run(connection, "INSERT INTO layer VALUES (?, ?, ?, ?)", id, position, layer.digest(), layer.size());
            position++;
        }
    }

    void put(ImageName name) {
        database.write(connection -> {
            put(connection, name);
            return true;
        });
    }

    private static void put(Connection connection, ImageName name) throws SQLException {
        run(connection, "INSERT OR REPLACE INTO name VALUES (?, ?)", name.reference(), name.image());
    }

    void delete(Digest id) {
        database.write(connection -> run(connection, "DELETE FROM image WHERE id = ?", id));
    }

    void delete(Reference name) {
        database.write(connection -> run(connection, "DELETE FROM name WHERE reference = ?", name));
    }

    /** Makes it say this and nothing else. */
    void replace(List<Image> images, List<ImageName> names) {
        database.write(connection -> {
            run(connection, "DELETE FROM image");
            for (Image image : images) {
                put(connection, image);
            }
            for (ImageName name : names) {
                put(connection, name);
            }
            return true;
        });
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

    /** All images, the newest here first. */
    List<ImageRow> list() {
        return database.read(connection -> {
            Map<String, SortedMap<String, String>> labels = labels(connection);
            List<ImageRow> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                        SELECT image.*, name.reference FROM image LEFT JOIN name ON name.image = image.id
                        ORDER BY added DESC, id, reference
                        """)) {
                boolean more = row.next();
                while (more) {
                    String id = row.getString(1);
                    ImageRow image = row(row, id, labels.getOrDefault(id, Collections.emptySortedMap()));
                    List<Reference> names = new ArrayList<>(1);
                    do {
                        String name = row.getString(7);
                        if (name != null) {
                            names.add(Reference.parse(name));
                        }
                        more = row.next();
                    } while (more && row.getString(1).equals(id));
                    rows.add(image.withNames(names));
                }
            }
            return rows;
        });
    }

    private static ImageRow row(ResultSet row, String id, SortedMap<String, String> labels) throws SQLException {
        return new ImageRow(
                Digest.parse(id),
                List.of(),
                ImageStyle.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                labels);
    }

    private static Map<String, SortedMap<String, String>> labels(Connection connection) throws SQLException {
        Map<String, SortedMap<String, String>> labels = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT image, name, value FROM label")) {
            while (row.next()) {
                labels.computeIfAbsent(row.getString(1), _ -> new TreeMap<>()).put(row.getString(2), row.getString(3));
            }
        }
        return labels;
    }

    /** Ids that begin with these digits. */
    List<Digest> startingWith(String hex) {
        return database.read(connection -> {
            List<Digest> found = new ArrayList<>();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT id FROM image WHERE id >= ? AND id < ?")) {
                statement.setString(1, "sha256:" + hex);
                statement.setString(2, "sha256:" + hex + "g");
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(Digest.parse(row.getString(1)));
                    }
                }
            }
            return found;
        });
    }

    /** What an image is called. */
    List<Reference> namesOf(Digest id) {
        return database.read(connection -> {
            List<Reference> found = new ArrayList<>();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT reference FROM name WHERE image = ? ORDER BY reference")) {
                statement.setString(1, id.toString());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(Reference.parse(row.getString(1)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
