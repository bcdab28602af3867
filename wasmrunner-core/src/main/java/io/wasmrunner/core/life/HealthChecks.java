package io.wasmrunner.core.life;

import io.wasmrunner.registry.format.HealthCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How containers are checked, with Docker's defaults. */
final class HealthChecks {
    private static final long SECOND = 1_000_000_000;
    private static final int RETRIES = 3;

    private HealthChecks() {}

    /**
     * What the user says, where that says nothing what the image says, else the default; null for no check.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it needs what is not here
     */
    static @Nullable HealthCheck merged(@Nullable HealthCheck asked, @Nullable HealthCheck image) {
        HealthCheck first = asked == null ? new HealthCheck(List.of(), 0, 0, 0, 0) : asked;
        HealthCheck second = image == null ? new HealthCheck(List.of(), 0, 0, 0, 0) : image;
        List<String> test = first.test().isEmpty() ? second.test() : first.test();
        if (test.isEmpty() || test.getFirst().equals("NONE")) {
            return null;
        }
        HealthProbe.parse(test);
        return new HealthCheck(
                test,
                choose(first.interval(), second.interval(), 30 * SECOND),
                choose(first.timeout(), second.timeout(), 30 * SECOND),
                choose(first.startPeriod(), second.startPeriod(), 0),
                (int) choose(first.retries(), second.retries(), RETRIES));
    }

    private static long choose(long first, long second, long otherwise) {
        return first > 0 ? first : second > 0 ? second : otherwise;
    }
}
