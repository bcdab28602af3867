package io.wasmrunner.core.life;

import io.wasmrunner.core.filter.Labels;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which volumes a list shows, or a prune takes, as Docker's {@code --filter} says it: all conditions must hold. */
public final class VolumeFilters {
    private final List<Predicate<Volume>> conditions = new ArrayList<>();

    private VolumeFilters() {}

    /**
     * Reads {@code dangling=true}, {@code name=part}, {@code label=name[=value]}, {@code driver=local}.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a condition that there is not
     */
    public static VolumeFilters parse(List<String> filters, Containers containers) throws IOException {
        VolumeFilters parsed = new VolumeFilters();
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            String value = filter.substring(equals + 1);
            parsed.conditions.add(
                    switch (equals < 0 ? "" : filter.substring(0, equals)) {
                        case "dangling" -> dangling(value.equals("true") || value.equals("1"), containers);
                        case "name" -> volume -> volume.name().text().contains(value);
                        case "label" -> Labels.having(value, Volume::labels);
                        case "label!" -> Labels.having(value, Volume::labels).negate();
                        case "driver" -> _ -> value.equals("local");
                        default ->
                            throw new WasmrunnerException(
                                    ErrorCode.USAGE,
                                    "cannot filter by %s: it must be dangling=true, name=part or label=name[=value]"
                                            .formatted(filter));
                    });
        }
        return parsed;
    }

    private static Predicate<Volume> dangling(boolean wanted, Containers containers) throws IOException {
        Set<String> used = new HashSet<>();
        containers.store().list().forEach(row -> used.addAll(row.volumes()));
        return volume -> used.contains(volume.name().text()) != wanted;
    }

    /** Whether a volume is one of those meant. */
    public boolean match(Volume volume) {
        return conditions.stream().allMatch(condition -> condition.test(volume));
    }
}
