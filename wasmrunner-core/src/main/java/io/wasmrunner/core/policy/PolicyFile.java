package io.wasmrunner.core.policy;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.PolicyKey;
import io.wasmrunner.sandbox.policy.PolicyLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A policy in TOML 1.0. Each key is one of {@link PolicyKey}, by its dotted name, or {@code override}. What a file says is
 * taken as a whole or not at all: the first thing that is wrong is an error with its line and column.
 */
public final class PolicyFile {
    /** Bytes that a policy may have. */
    private static final int LONGEST = 1 << 20;

    private static final String OVERRIDE = "override";

    private final String name;
    private final TomlParseResult toml;
    private final Map<PolicyKey, String> values = new EnumMap<>(PolicyKey.class);
    private boolean override;

    private PolicyFile(String name, TomlParseResult toml) {
        this.name = name;
        this.toml = toml;
    }

    /**
     * What the file says.
     *
     * @throws WasmrunnerException when it cannot be read, or is no policy
     */
    public static PolicyLayer read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw problem(file.toString(), "it is larger than 1 MiB, as no policy is");
            }
            return parse(
                    file.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw problem(file.toString(), "it is not UTF-8");
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND, "cannot read the policy " + file + ": " + Reason.of(e), e);
        }
    }

    /**
     * What a text says.
     *
     * @param name where it is from, for messages
     */
    public static PolicyLayer parse(String name, String text) {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw problem(name, at(first.position()) + first.getMessage());
        }
        PolicyFile file = new PolicyFile(name, toml);
        file.read(toml, List.of());
        return new PolicyLayer(file.values, file.override);
    }

    private void read(TomlTable table, List<String> above) {
        for (String key : table.keySet()) {
            List<String> path = new ArrayList<>(above);
            path.add(key);
            Object value = table.get(List.of(key));
            if (value instanceof TomlTable inner && tables().contains(String.join(".", path))) {
                read(inner, path);
            } else if (value != null) {
                take(path, value);
            }
        }
    }

    private void take(List<String> path, Object value) {
        String dotted = path.getLast().contains(".") ? "" : String.join(".", path);
        try {
            if (dotted.equals(OVERRIDE)) {
                override = PolicyValues.isOn(value);
                return;
            }
            PolicyKey key = PolicyKey.find(dotted).orElseThrow(() -> unknown(path));
            String text = PolicyValues.of(key, value);
            PolicyLayer.check(key, text);
            values.put(key, text);
        } catch (IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage());
            boolean named = said.startsWith(dotted) || said.startsWith("cannot read ");
            throw problem(name, at(toml.inputPositionOf(path)) + (named ? "" : dotted + ": ") + said);
        }
    }

    private WasmrunnerException unknown(List<String> path) {
        String typed = String.join(".", path);
        if (tables().contains(typed)) {
            return problem(
                    name,
                    at(toml.inputPositionOf(path)) + typed + " is a table: write [" + typed + "], and keys below");
        }
        Set<String> known = new LinkedHashSet<>(tables());
        known.add(OVERRIDE);
        for (PolicyKey key : PolicyKey.values()) {
            known.add(key.toString());
        }
        List<String> meant = Nearest.to(typed, known);
        return problem(
                name,
                at(toml.inputPositionOf(path)) + "unknown key \"" + typed + "\"; "
                        + (meant.isEmpty()
                                ? "wasmrunner policy show --format toml has all there are"
                                : "did you mean " + String.join(" or ", meant) + "?"));
    }

    /** The tables that keys stand in. */
    private static Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>();
        for (PolicyKey key : PolicyKey.values()) {
            int dot = key.toString().indexOf('.');
            if (dot > 0) {
                tables.add(key.toString().substring(0, dot));
            }
        }
        return tables;
    }

    private static String at(@Nullable TomlPosition position) {
        return position == null ? "" : "line " + position.line() + ", column " + position.column() + ": ";
    }

    private static WasmrunnerException problem(String name, String what) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot read the policy " + name + ": " + what);
    }
}
