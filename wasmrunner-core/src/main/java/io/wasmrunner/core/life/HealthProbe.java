package io.wasmrunner.core.life;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the health of a container is found out, as an image or a user says it in Docker's words. */
sealed interface HealthProbe {
    /** Options of curl and wget that change nothing about whether a page is there. */
    Set<String> HARMLESS = Set.of(
            "-f",
            "--fail",
            "-s",
            "--silent",
            "-S",
            "--show-error",
            "-sS",
            "-fs",
            "-sf",
            "-fsS",
            "-sSf",
            "-fSs",
            "-I",
            "--head",
            "-q",
            "--quiet",
            "--spider",
            "--no-verbose",
            "-nv",
            "-O-",
            "-qO-",
            "-L",
            "-fsSL",
            "-fL");

    /** Options of theirs with a word after them, which says where the page is to go. */
    Set<String> WITH_OUTPUT = Set.of("-o", "--output", "-O", "-qO", "--output-document");

    /** Another guest in the container: exit code 0 is healthy. */
    record Module(List<String> command) implements HealthProbe {
        public Module {
            command = List.copyOf(command);
        }
    }

    /**
     * A page that is there: a status from 200 to 399 is healthy.
     *
     * @param host a name or an address, in lower case
     * @param target path and query
     */
    record Get(String host, int port, String target) implements HealthProbe {}

    /**
     * Reads it.
     *
     * @param test as {@link io.wasmrunner.registry.format.HealthCheck#test}, and not NONE
     * @throws WasmrunnerException {@link ErrorCode#USAGE} when it needs what is not here: a shell, or TLS
     */
    static HealthProbe parse(List<String> test) {
        String line = String.join(" ", test.subList(1, test.size()));
        List<String> words = new ArrayList<>(
                test.getFirst().equals("CMD-SHELL") ? ShellWords.split(line) : test.subList(1, test.size()));
        boolean shell = test.getFirst().equals("CMD-SHELL");
        if (words.isEmpty() || !(shell || test.getFirst().equals("CMD"))) {
            throw refused(String.join(" ", test), "it names nothing to run");
        }
        boolean fetches = words.getFirst().matches("(/usr)?(/bin/)?(curl|wget)");
        if (shell && fetches) {
            withoutExit(words);
        }
        if (shell) {
            for (String word : words) {
                if (ShellWords.needsShell(word)) {
                    throw refused(line, "\"" + ShellWords.plain(word) + "\" needs a shell, and there is none here");
                }
            }
            words.replaceAll(ShellWords::plain);
        }
        if (fetches) {
            return get(line, url(line, words));
        }
        return words.size() == 1 && words.getFirst().matches("https?://.*")
                ? get(line, words.getFirst())
                : new Module(words);
    }

    /** {@code || exit 1} at the end says nothing that is not so anyway. */
    private static void withoutExit(List<String> words) {
        int or = words.indexOf("||");
        if (or > 0 && or + 1 < words.size() && words.get(or + 1).matches("exit|false") && words.size() <= or + 3) {
            words.subList(or, words.size()).clear();
        }
    }

    private static String url(String line, List<String> words) {
        String url = "";
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (WITH_OUTPUT.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && url.isEmpty()) {
                url = word.contains("://") ? word : "http://" + word;
            } else if (!HARMLESS.contains(word)) {
                throw refused(line, words.getFirst() + " is understood as a GET, but not with \"" + word + "\"");
            }
        }
        return url;
    }

    private static Get get(String line, String url) {
        try {
            URI uri = new URI(url);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
                throw refused(line, "only http://host:port/path can be fetched");
            }
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return new Get(
                    uri.getHost().toLowerCase(Locale.ROOT),
                    uri.getPort() < 0 ? 80 : uri.getPort(),
                    uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            throw refused(line, "\"" + url + "\" is no address of a page");
        }
    }

    private static WasmrunnerException refused(String line, String why) {
        return new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot check the health by \"%s\": %s; give a module of the image and its arguments, or"
                                .formatted(line, why)
                        + " http://localhost:port/path, with --health-cmd, or --no-healthcheck");
    }
}
