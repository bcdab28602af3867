package io.wasmrunner.core.config;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for each key: the default, unless the system's file says something, unless the user's does, unless a variable
 * does. A flag goes before all of them, at whoever reads flags. They are read once, when the first of them is wanted.
 */
public final class Settings {
    private static final String SYSTEM_FILE = "/etc/wasmrunner/config.toml";

    private final Path userFile;
    private final Map<String, String> environment;
    private @Nullable Read read;

    /** @param problems what is wrong, each with its place */
    private record Read(Map<ConfigKey, Setting> settings, List<String> problems) {
        static final Read NOTHING = new Read(Map.of(), List.of());
    }

    /** @param userFile need not be there */
    public Settings(Path userFile, Map<String, String> environment) {
        this.userFile = userFile;
        this.environment = environment;
    }

    /** The system property {@code wasmrunner.system.config}, else {@value #SYSTEM_FILE}. */
    public static Path systemFile() {
        return Path.of(System.getProperty("wasmrunner.system.config", SYSTEM_FILE));
    }

    public Path userFile() {
        return userFile;
    }

    /**
     * What holds for the key.
     *
     * @throws WasmrunnerException when there is anything wrong with a file or a variable, whatever key that is about
     */
    public Setting get(ConfigKey key) {
        List<String> problems = read().problems;
        if (!problems.isEmpty()) {
            throw new WasmrunnerException(ErrorCode.USAGE, problems.getFirst());
        }
        return lenient(key);
    }

    /** As far as it can be read: for what must go on whatever somebody wrote into a file. */
    public Setting lenient(ConfigKey key) {
        Setting setting = read().settings.get(key);
        return setting == null ? Setting.standard(key) : setting;
    }

    /** The text of {@link #get}. */
    public String text(ConfigKey key) {
        return get(key).text();
    }

    /** The number of {@link #get}: bytes, nanoseconds or a count. */
    public long number(ConfigKey key) {
        return get(key).number();
    }

    /** What is wrong with files and variables, each with its place. */
    public List<String> problems() {
        return read().problems;
    }

    private synchronized Read read() {
        Read known = read;
        if (known == null) {
            known = readAll();
            read = known;
        }
        return known;
    }

    /** On the way of each run: without a file and a variable no more is done than to look for them. */
    private Read readAll() {
        File system = systemFile().toFile();
        File user = userFile.toFile();
        boolean isSystem = system.exists();
        boolean isUser = user.exists();
        List<Variables.Set> variables = Variables.set(environment);
        if (!isSystem && !isUser && variables.isEmpty()) {
            return Read.NOTHING;
        }
        Map<ConfigKey, Setting> settings = new EnumMap<>(ConfigKey.class);
        List<String> problems = new java.util.ArrayList<>();
        if (isSystem) {
            add(ConfigFile.read(system.toPath()), settings, problems);
        }
        if (isUser) {
            add(ConfigFile.read(userFile), settings, problems);
        }
        for (Variables.Set variable : variables) {
            try {
                settings.put(variable.key(), variable.setting());
            } catch (WasmrunnerException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new Read(settings, List.copyOf(problems));
    }

    private static void add(ConfigFile file, Map<ConfigKey, Setting> settings, List<String> problems) {
        for (Setting setting : file.settings()) {
            settings.put(setting.key(), setting);
        }
        problems.addAll(file.problems());
    }
}
