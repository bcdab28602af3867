package io.wasmrunner.registry.build.context;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a context a build does not see (Docker's {@code .dockerignore}): a pattern in a line each; {@code !} ahead of it
 * lets in again; the last line that matches a path or a folder it is in decides.
 */
public final class IgnoreRules {
    /** Nothing is ignored. */
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;
    private final boolean anyLetIn;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.anyLetIn = rules.stream().anyMatch(Rule::letsIn);
    }

    private record Rule(PathPattern pattern, boolean letsIn) {}

    /** @param name of the file, for errors */
    public static IgnoreRules parse(String name, String content) {
        List<Rule> rules = new ArrayList<>();
        int number = 0;
        for (String whole : content.replace("\ufeff", "").split("\n", -1)) {
            number++;
            String line = whole.strip();
            if (line.isEmpty() || whole.startsWith("#")) {
                continue;
            }
            boolean letsIn = line.startsWith("!");
            String path = clean(letsIn ? line.substring(1).strip() : line);
            if (path.isEmpty()) {
                continue;
            }
            try {
                rules.add(new Rule(PathPattern.of(path), letsIn));
            } catch (IllegalArgumentException e) {
                throw new RegistryException(RegistryError.USAGE, name + ":" + number + ":1: " + e.getMessage(), e);
            }
        }
        return new IgnoreRules(rules);
    }

    /** As Go cleans paths; one that leads out of the context matches nothing. */
    private static String clean(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    public boolean ignores(ImagePath path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (rule.letsIn() == ignored && matches(rule.pattern(), path)) {
                ignored = !rule.letsIn();
            }
        }
        return ignored;
    }

    private static boolean matches(PathPattern pattern, ImagePath path) {
        ImagePath at = path;
        while (!at.isRoot()) {
            if (pattern.matches(at)) {
                return true;
            }
            at = at.parent();
        }
        return false;
    }

    /** Whether nothing in a folder can be seen, so that nobody need look. */
    public boolean ignoresAllIn(ImagePath folder) {
        return !anyLetIn && ignores(folder);
    }
}
