package io.wasmrunner.core.image;

import io.wasmrunner.core.filter.Labels;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.image.ImageRow;
import io.wasmrunner.registry.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which images a list shows, or a prune takes, as Docker's {@code --filter} says it: all of the conditions must hold. */
public final class ImageFilters {
    private static final int MILLION = 1_000_000;

    private final List<Predicate<ImageRow>> conditions = new ArrayList<>();

    /** Reads {@code dangling=true}, {@code label=a[=b]}, {@code label!=a[=b]}, {@code reference=glob}, {@code until=1h}. */
    public static ImageFilters parse(List<String> filters) {
        ImageFilters all = new ImageFilters();
        for (String filter : filters) {
            all.conditions.add(condition(filter));
        }
        return all;
    }

    /** Only images with a name that the glob matches; a name without a tag means all tags. */
    public ImageFilters named(String glob) {
        conditions.add(reference(glob));
        return this;
    }

    boolean match(ImageRow image) {
        return conditions.stream().allMatch(condition -> condition.test(image));
    }

    private static Predicate<ImageRow> condition(String filter) {
        int equals = filter.indexOf('=');
        String key = equals < 0 ? filter : filter.substring(0, equals);
        String value = filter.substring(equals + 1);
        return switch (key) {
            case "dangling" -> {
                boolean wanted = truth(filter, value);
                yield image -> image.isDangling() == wanted;
            }
            case "label" -> Labels.having(value, ImageRow::labels);
            case "label!" -> Labels.having(value, ImageRow::labels).negate();
            case "reference" -> reference(value);
            case "until" -> {
                long newest = System.currentTimeMillis() - Quantities.duration("--filter until", value) / MILLION;
                yield image -> image.added() < newest;
            }
            default ->
                throw new RegistryException(
                        RegistryError.USAGE,
                        "cannot filter by " + filter
                                + ": it must be dangling=true, label=name[=value], label!=…, reference=pattern or"
                                + " until=duration");
        };
    }

    private static boolean truth(String filter, String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new RegistryException(
                        RegistryError.USAGE, "cannot filter by " + filter + ": it must be true or false");
        };
    }

    private static Predicate<ImageRow> reference(String glob) {
        boolean tagged = glob.lastIndexOf(':') > glob.lastIndexOf('/');
        Pattern pattern = pattern(glob);
        return image -> image.names().stream()
                .anyMatch(name -> pattern.matcher(shown(name, tagged)).matches());
    }

    private static String shown(Reference name, boolean tagged) {
        return tagged ? name.familiar() : name.familiarName();
    }

    /** {@code *} and {@code ?} stand for anything but a slash. */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }
}
