package io.wasmrunner.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.image.PullPolicy;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.SandboxMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The words of keys are those that flags take: this package is below the ones that read them. */
final class WordsTest {
    private static <T> void check(ConfigKey key, List<T> all, Function<String, T> parse) {
        List<T> found = new ArrayList<>();
        for (String word : key.words()) {
            found.add(parse.apply(word));
        }
        assertEquals(Set.copyOf(all), Set.copyOf(found), key.toString());
        assertEquals(all.size(), found.size(), key.toString());
    }

    @Test
    void all_words_of_the_flags_are_words_of_the_keys() {
        check(
                ConfigKey.RUN_SANDBOX,
                List.of(SandboxMode.STRICT, SandboxMode.REQUIRED, SandboxMode.PARTIAL),
                SandboxMode::parse);
        check(ConfigKey.RUN_SCAN, List.of(ScanBefore.values()), ScanBefore::parse);
        check(ConfigKey.RUN_PULL, List.of(PullPolicy.values()), PullPolicy::parse);
        assertEquals(
                new TreeSet<>(Arrays.stream(LogSettings.Driver.values())
                        .map(LogSettings.Driver::toString)
                        .toList()),
                new TreeSet<>(ConfigKey.LOG_DRIVER.words()));
    }
}
