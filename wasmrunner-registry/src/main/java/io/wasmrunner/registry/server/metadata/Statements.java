package io.wasmrunner.registry.server.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Statements, prepared once for each connection. Of each, one is run at a time on its connection. */
final class Statements {
    private final ConcurrentMap<Connection, Map<String, PreparedStatement>> prepared = new ConcurrentHashMap<>();

    /** With {@code values} in the places of its {@code ?}: texts, {@link Long}s, or null. */
    PreparedStatement of(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        Map<String, PreparedStatement> all = prepared.computeIfAbsent(connection, _ -> new HashMap<>());
        PreparedStatement statement = all.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            all.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> statement.setLong(i + 1, number);
                case null -> statement.setString(i + 1, null);
                case Object text -> statement.setString(i + 1, text.toString());
            }
        }
        return statement;
    }

    /** Rows that it changed. */
    int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return of(connection, sql, values).executeUpdate();
    }
}
