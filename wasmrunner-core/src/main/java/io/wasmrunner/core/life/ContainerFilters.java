package io.wasmrunner.core.life;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.filter.Condition;
import io.wasmrunner.core.filter.Conditions;
import io.wasmrunner.core.filter.Labels;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final Conditions<ContainerRow> conditions = new Conditions<>();
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
            Condition condition = Condition.parse(filter);
            parsed.conditions.add(condition.name(), parsed.meaning(condition));
        }
        return parsed;
    }

    /** Whether they ask for containers that do not run, which a list then shows without being told to. */
    public boolean all() {
        return all;
    }

    /** Whether a container is one of those meant. */
    public boolean match(ContainerRow row) {
        return conditions.match(row);
    }

    private Predicate<ContainerRow> meaning(Condition condition) throws IOException {
        String value = condition.value();
        return switch (condition.name()) {
            case "id" -> row -> row.id().hex().startsWith(value);
            case "name" -> named(condition);
            case "label" -> Labels.having(value, ContainerRow::labels);
            case "label!" -> Labels.having(value, ContainerRow::labels).negate();
            case "exited" -> {
                all = true;
                int code = number(condition);
                yield row -> row.status() == Status.EXITED && row.exitCode() == code;
            }
            case "status" -> status(condition);
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
            case "health" -> health(condition);
            default -> throw condition.unknown(NAMES);
        };
    }

    private static Predicate<ContainerRow> named(Condition condition) {
        String value = condition.value();
        try {
            Pattern pattern = Pattern.compile(value.startsWith("/") ? value.substring(1) : value);
            return row -> pattern.matcher(row.name()).find();
        } catch (PatternSyntaxException e) {
            throw condition.wrong("it is no regular expression: " + e.getDescription());
        }
    }

    private Predicate<ContainerRow> status(Condition condition) {
        for (Status status : Status.values()) {
            if (status.toString().equals(condition.value())) {
                all |= status != Status.RUNNING;
                return row -> row.status() == status;
            }
        }
        List<String> known = new ArrayList<>();
        for (Status status : Status.values()) {
            known.add(status.toString());
        }
        throw condition.wrong("a status is " + String.join(", ", known));
    }

    private Predicate<ContainerRow> ancestor(String value) throws IOException {
        Optional<Image> image = images.find(value);
        String id = image.map(found -> found.id().toString()).orElse("none");
        return row -> row.imageId().equals(id) || row.image().equals(value);
    }

    private static Predicate<ContainerRow> health(Condition condition) {
        for (Health.Verdict verdict : Health.Verdict.values()) {
            if (verdict.toString().equals(condition.value())) {
                return row -> row.health() == verdict;
            }
        }
        throw condition.wrong(
                "it is " + List.of(Health.Verdict.values()).toString().toLowerCase(Locale.ROOT));
    }

    private static int number(Condition condition) {
        try {
            return Integer.parseInt(condition.value());
        } catch (NumberFormatException e) {
            throw condition.wrong("an exit code is a number");
        }
    }
}
