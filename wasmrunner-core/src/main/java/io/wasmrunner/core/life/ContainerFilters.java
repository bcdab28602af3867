package io.wasmrunner.core.life;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which containers a list shows, or a prune takes, as Docker's {@code --filter} says it: of conditions with the same name one
 * must hold, of those with different names all.
 */
public final class ContainerFilters {
    private static final long MILLION = 1_000_000;
    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "label",
            "exited",
            "status",
            "ancestor",
            "before",
            "since",
            "volume",
            "publish",
            "expose",
            "health",
            "until",
            "label!");

    private final Map<String, List<Predicate<ContainerRow>>> conditions = new LinkedHashMap<>();
    private final Containers containers;
    private final Images images;
    private boolean all;

    private ContainerFilters(Containers containers, Images images) {
        this.containers = containers;
        this.images = images;
    }

    /**
     * Reads {@code name=value} each.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a condition that there is not
     */
    public static ContainerFilters parse(List<String> filters, Containers containers, Images images)
            throws IOException {
        ContainerFilters parsed = new ContainerFilters(containers, images);
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            if (equals < 0) {
                throw usage(filter, "it must look like name=value");
            }
            String name = filter.substring(0, equals);
            parsed.conditions
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(parsed.condition(name, filter.substring(equals + 1), filter));
        }
        return parsed;
    }

    /** Whether they ask for containers that do not run, which a list then shows without being told to. */
    public boolean all() {
        return all;
    }

    /** Whether a container is one of those meant. */
    public boolean match(ContainerRow row) {
        return conditions.values().stream().allMatch(some -> some.stream().anyMatch(one -> one.test(row)));
    }

    private Predicate<ContainerRow> condition(String name, String value, String filter) throws IOException {
        return switch (name) {
            case "id" -> row -> row.id().hex().startsWith(value);
            case "name" -> named(value, filter);
            case "label" -> label(value);
            case "label!" -> label(value).negate();
            case "exited" -> {
                all = true;
                int code = number(value, filter);
                yield row -> row.status() == Status.EXITED && row.exitCode() == code;
            }
            case "status" -> status(value, filter);
            case "ancestor" -> ancestor(value);
            case "before" -> {
                long created = containers.find(value).spec().created();
                yield row -> row.created() < created;
            }
            case "since" -> {
                long created = containers.find(value).spec().created();
                yield row -> row.created() > created;
            }
            case "until" -> {
                long newest = System.currentTimeMillis() - Quantities.duration("--filter until", value) / MILLION;
                yield row -> row.created() < newest;
            }
            case "volume" -> row -> row.volumes().contains(value);
            case "publish", "expose" -> {
                String port = value.endsWith("/tcp") ? value.substring(0, value.length() - 4) : value;
                yield row -> row.ports().stream()
                        .anyMatch(one -> one.contains("->" + port + "/") || one.contains(":" + port + "->"));
            }
            case "health" -> health(value, filter);
            default ->
                throw usage(
                        filter,
                        "there is no such condition" + Nearest.hint(name, NAMES) + " (" + String.join(", ", NAMES)
                                + ")");
        };
    }

    private static Predicate<ContainerRow> named(String value, String filter) {
        try {
            Pattern pattern = Pattern.compile(value.startsWith("/") ? value.substring(1) : value);
            return row -> pattern.matcher(row.name()).find();
        } catch (PatternSyntaxException e) {
            throw usage(filter, "it is no regular expression: " + e.getDescription());
        }
    }

    private static Predicate<ContainerRow> label(String wanted) {
        int equals = wanted.indexOf('=');
        return equals < 0
                ? row -> row.labels().containsKey(wanted)
                : row -> wanted.substring(equals + 1).equals(row.labels().get(wanted.substring(0, equals)));
    }

    private Predicate<ContainerRow> status(String value, String filter) {
        for (Status status : Status.values()) {
            if (status.toString().equals(value)) {
                all |= status != Status.RUNNING;
                return row -> row.status() == status;
            }
        }
        List<String> known = new ArrayList<>();
        for (Status status : Status.values()) {
            known.add(status.toString());
        }
        throw usage(filter, "a status is " + String.join(", ", known));
    }

    private Predicate<ContainerRow> ancestor(String value) throws IOException {
        Optional<Image> image = images.find(value);
        String id = image.map(found -> found.id().toString()).orElse("none");
        return row -> row.imageId().equals(id) || row.image().equals(value);
    }

    private static Predicate<ContainerRow> health(String value, String filter) {
        for (Health.Verdict verdict : Health.Verdict.values()) {
            if (verdict.toString().equals(value)) {
                return row -> row.health() == verdict;
            }
        }
        throw usage(
                filter, "it is " + List.of(Health.Verdict.values()).toString().toLowerCase(Locale.ROOT));
    }

    private static int number(String value, String filter) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw usage(filter, "an exit code is a number");
        }
    }

    private static WasmrunnerException usage(String filter, String why) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot filter by %s: %s".formatted(filter, why));
    }
}
