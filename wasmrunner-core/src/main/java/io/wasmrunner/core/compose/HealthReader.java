package io.wasmrunner.core.compose;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code healthcheck}. */
final class HealthReader {
    private HealthReader() {}

    /** Null when the service says nothing of it; what is not said of it is 0 or empty, and is the image's. */
    static @Nullable HealthCheck read(Section service) {
        return service.section(
                        "healthcheck", Set.of("test", "interval", "timeout", "retries", "start_period", "disable"))
                .map(HealthReader::of)
                .orElse(null);
    }

    private static HealthCheck of(Section section) {
        if (section.flag("disable")) {
            return new HealthCheck(List.of("NONE"), 0, 0, 0, 0);
        }
        return new HealthCheck(
                test(section),
                duration(section, "interval"),
                duration(section, "timeout"),
                duration(section, "start_period"),
                section.text("retries", text -> (int) Math.min(1_000_000, Quantities.count("retries", text)))
                        .orElse(0));
    }

    private static List<String> test(Section section) {
        List<String> words = new ArrayList<>(section.texts("test"));
        if (words.isEmpty()) {
            return words;
        }
        if (!section.isList("test")) {
            return List.of("CMD-SHELL", words.getFirst());
        }
        switch (words.getFirst()) {
            case "NONE", "CMD", "CMD-SHELL" -> {}
            default -> throw section.at("test").error("a list must begin with CMD, CMD-SHELL or NONE");
        }
        return words;
    }

    private static long duration(Section section, String name) {
        return section.text(name, text -> Quantities.duration(name, text)).orElse(0L);
    }
}
