package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.ErrnoException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One operation on a few paths that often meet; what a file system answers to it can be compared with another's. */
record RandomOperation(String name, String path, String other, OpenRequest request, boolean follow) {
    private static final List<String> PATHS = List.of(
            "a",
            "b",
            "d",
            "d/a",
            "d/b",
            "d/e",
            "d/e/a",
            "l",
            "l/a",
            "l/",
            "a/",
            "d/",
            "d/e/",
            "./a",
            "d/./b",
            "d/..",
            "d/../a",
            "..",
            "../x",
            "d/../../x",
            ".",
            "./",
            "d/.",
            "",
            "/a",
            "a//b",
            "d//a",
            "l/..",
            "l/../a",
            "m",
            "m/a");
    /** None ends in a slash: java.nio drops it from the link it makes. */
    private static final List<String> TARGETS =
            List.of("a", "d", "d/e", "..", "../d", "../../x", ".", "missing", "l", "m", "d/../a");

    private static final List<OpenRequest> REQUESTS = List.of(
            Requests.READ,
            Requests.READ_NO_FOLLOW,
            Requests.DIRECTORY,
            Requests.WRITE,
            Requests.CREATE,
            Requests.CREATE_NEW,
            Requests.REWRITE,
            Requests.TRUNCATE_READING,
            Requests.TOUCH);

    private static final List<String> NAMES = List.of(
            "open",
            "open",
            "stat",
            "createDirectory",
            "createDirectory",
            "removeDirectory",
            "unlink",
            "symlink",
            "readLink",
            "link",
            "rename",
            "rename",
            "list");

    private static final List<String> WITH_CONTENT = List.of("write", "write", "read", "setTimes", "rename");

    static RandomOperation random(Random choice) {
        return random(NAMES, choice);
    }

    /** Half of them about what files hold, or moves. */
    static RandomOperation randomWithContent(Random choice) {
        return random(choice.nextBoolean() ? WITH_CONTENT : NAMES, choice);
    }

    private static RandomOperation random(List<String> names, Random choice) {
        String name = pick(names, choice);
        return new RandomOperation(
                name,
                pick(PATHS, choice),
                pick(name.equals("symlink") ? TARGETS : PATHS, choice),
                pick(REQUESTS, choice),
                choice.nextBoolean());
    }

    static String anyPath(Random choice) {
        return pick(PATHS, choice);
    }

    private static <T> T pick(List<T> from, Random choice) {
        return from.get(choice.nextInt(from.size()));
    }

    String answer(Directory root) {
        return answer(root, root);
    }

    /** What comes of it, and how it fails; {@code target} is where {@code other} starts. */
    String answer(Directory root, Directory target) {
        return guarded(() -> switch (name) {
            case "open" -> opened(root.open(path, request));
            case "stat" -> shown(root.stat(path, follow));
            case "createDirectory" -> done(() -> root.createDirectory(path));
            case "removeDirectory" -> done(() -> root.removeDirectory(path));
            case "unlink" -> done(() -> root.unlink(path));
            case "symlink" -> done(() -> root.symlink(other, path));
            case "readLink" -> root.readLink(path);
            case "link" -> done(() -> root.link(path, false, target, other));
            case "rename" -> done(() -> root.rename(path, target, other));
            case "write" -> written(root.open(path, follow ? Requests.CREATE : Requests.WRITE));
            case "read" -> content(root.open(path, Requests.READ));
            case "setTimes" -> timed(root);
            default -> names(root);
        });
    }

    private static String guarded(Supplier<String> operation) {
        try {
            return operation.get();
        } catch (ErrnoException e) {
            return e.errno() + (e.refusal().isPresent() ? " refused" : "");
        }
    }

    private static String opened(Opened opened) {
        String shown = shown(opened.stat());
        opened.close();
        return shown;
    }

    private String written(Opened opened) {
        String answer = "a directory";
        if (opened instanceof OpenFile file) {
            answer = "" + Contents.write(file, other);
        }
        opened.close();
        return answer;
    }

    private static String content(Opened opened) {
        String answer = opened instanceof OpenFile file ? Contents.of(file) : "a directory";
        opened.close();
        return answer;
    }

    private String timed(Directory root) {
        FileTimes.Change time = new FileTimes.At(1_000_000_000L * (1 + other.length()));
        root.setTimes(path, follow, new FileTimes(time, time));
        return "" + root.stat(path, follow).modified();
    }

    private static String shown(FileStat stat) {
        return stat.type() + (stat.type() == FileType.REGULAR_FILE ? " " + stat.size() + " " + stat.links() : "");
    }

    private static String done(Runnable operation) {
        operation.run();
        return "done";
    }

    static String names(Directory directory) {
        return directory.list().stream()
                .map(entry -> entry.name() + " " + entry.type())
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }
}
