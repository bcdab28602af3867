package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports as EXPOSE has them: {@code 80}, {@code 53/udp}, {@code 8000-8010}. */
final class Ports {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** Each with its protocol, of all that a word names; none in an empty word. */
    static List<String> of(String word, Position at) {
        List<String> all = new ArrayList<>();
        for (String ports : word.strip().split("\\s+", -1)) {
            if (!ports.isEmpty()) {
                all.addAll(range(ports.toLowerCase(Locale.ROOT), at));
            }
        }
        return all;
    }

    private static List<String> range(String ports, Position at) {
        Matcher matcher = PORTS.matcher(ports);
        int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int last = first > 0 && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : first;
        if (first < 1 || last < first || last > HIGHEST) {
            throw at.wrong("EXPOSE takes ports, as 80, 53/udp or 8000-8010, not " + ports);
        }
        String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3);
        List<String> all = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            all.add(port + "/" + protocol);
        }
        return all;
    }
}
