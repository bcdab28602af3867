package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A path inside an image, from its root: {@code usr/bin/app}; the root itself is empty. It has no empty, {@code .} or
 * {@code ..} part, so that it stays below whatever folder it is resolved in, as long as nothing on the way is a link.
 */
public record ImagePath(String text) implements Comparable<ImagePath> {
    public static final ImagePath ROOT = new ImagePath("");

    private static final int LONGEST_PART = 255;

    public ImagePath {
        if (!text.isEmpty()) {
            for (String part : text.split("/", -1)) {
                if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                    throw new IllegalArgumentException("not a path inside an image: " + text);
                }
            }
        }
    }

    /**
     * Reads a path as tar and people write them: from the root whether it begins with {@code /} or not; empty parts and
     * {@code .} do not count.
     *
     * @throws IllegalArgumentException with the reason, when it has {@code ..}, a NUL, or a part that no file can be called
     */
    public static ImagePath parse(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL in its name");
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (part.equals("..")) {
                throw new IllegalArgumentException("leads out of its folder with ..");
            }
            if (part.length() > LONGEST_PART || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                throw new IllegalArgumentException("has a name of more than " + LONGEST_PART + " bytes");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return new ImagePath(String.join("/", parts));
    }

    /**
     * As {@link #parse}, but {@code ..} goes up, and stays at the root when it is there already.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it has a NUL or a part that no file can be called
     */
    public static ImagePath normalized(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        try {
            return parse(String.join("/", parts));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use the path " + text.substring(0, Math.min(100, text.length())) + ": it " + e.getMessage(),
                    e);
        }
    }

    public boolean isRoot() {
        return text.isEmpty();
    }

    /** The last part; empty for the root. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** The root's is the root. */
    public ImagePath parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? ROOT : new ImagePath(text.substring(0, slash));
    }

    public List<String> parts() {
        return isRoot() ? List.of() : List.of(text.split("/", -1));
    }

    public ImagePath resolve(String name) {
        return new ImagePath(isRoot() ? name : text + "/" + name);
    }

    public ImagePath resolve(ImagePath below) {
        return below.isRoot() ? this : resolve(below.text);
    }

    /** Whether it is the other one, or lies somewhere in it. */
    public boolean startsWith(ImagePath other) {
        return other.isRoot() || text.equals(other.text) || text.startsWith(other.text + "/");
    }

    /** Where it is when {@code root} is the root. */
    public Path in(Path root) {
        return isRoot() ? root : root.resolve(text);
    }

    @Override
    public int compareTo(ImagePath other) {
        return text.compareTo(other.text);
    }

    /** From the root, with a slash ahead: {@code /usr/bin/app}. */
    @Override
    public String toString() {
        return "/" + text;
    }
}
