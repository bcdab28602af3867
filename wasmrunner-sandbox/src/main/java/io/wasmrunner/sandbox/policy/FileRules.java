package io.wasmrunner.sandbox.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What of the host's files may be given to the guest.
 *
 * @param writable whether what is mounted may be changed; otherwise each mount is read-only, however it was asked for
 * @param mounts absolute host paths, at most 256 of up to 4,096 characters; only what lies at or beneath one of them may
 *     be mounted. {@code /} is everything, none is nothing
 */
public record FileRules(boolean writable, List<String> mounts) {
    static final List<String> EVERYWHERE = List.of("/");

    private static final int MOST = 256;
    private static final int LONGEST = 4096;

    /**
     * Checks the paths, and leaves out what lies beneath another.
     *
     * @throws IllegalArgumentException when one is not absolute, or has a control character, {@code .} or {@code ..}
     */
    public FileRules {
        mounts = mounts.equals(EVERYWHERE) ? EVERYWHERE : normal(mounts);
    }

    private static List<String> normal(List<String> paths) {
        if (paths.size() > MOST) {
            throw new IllegalArgumentException("there cannot be " + paths.size() + " paths: " + MOST + " are the most");
        }
        TreeSet<String> all = new TreeSet<>();
        for (String path : paths) {
            all.add(normal(path));
        }
        List<String> kept = new ArrayList<>();
        for (String path : all) {
            boolean covered = false;
            for (String other : kept) {
                covered |= beneath(path, other);
            }
            if (!covered) {
                kept.add(path);
            }
        }
        return List.copyOf(kept);
    }

    private static String normal(String path) {
        boolean proper = path.length() <= LONGEST && path.chars().noneMatch(Character::isISOControl);
        if (!proper || !Path.of(path).isAbsolute() || !Path.of(path).normalize().equals(Path.of(path))) {
            throw new IllegalArgumentException("\"" + path + "\" cannot be a path that mounts lie beneath: it must be"
                    + " absolute, without . and .., and have at most " + LONGEST + " characters");
        }
        return Path.of(path).toString();
    }

    private static boolean beneath(String path, String prefix) {
        return Path.of(path).startsWith(Path.of(prefix));
    }

    /** Whether a directory may be mounted, when all links on the way to it are followed. */
    public boolean mayMount(Path host) {
        if (mounts.equals(EVERYWHERE)) {
            return true;
        }
        Path real = real(host);
        for (String prefix : mounts) {
            if (real.startsWith(real(Path.of(prefix)))) {
                return true;
            }
        }
        return false;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            // Nothing can be mounted there; that it is missing is said when it is opened.
            return path.toAbsolutePath().normalize();
        }
    }

    FileRules narrowedBy(FileRules other) {
        List<String> both = new ArrayList<>();
        for (String mine : mounts) {
            for (String theirs : other.mounts) {
                if (beneath(mine, theirs)) {
                    both.add(mine);
                } else if (beneath(theirs, mine)) {
                    both.add(theirs);
                }
            }
        }
        return new FileRules(writable && other.writable, both);
    }
}
