package io.wasmrunner.cli.flag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a correct command line apart in no time. It gives up on anything out of the ordinary, and picocli, which takes
 * 25 ms to get going, then finds the words for what is wrong.
 */
public final class QuickParser {
    private final List<Flag> known;
    private final Operands wanted;
    private final Map<Flag, List<String>> flags = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private QuickParser(List<Flag> known, Operands wanted) {
        this.known = known;
        this.wanted = wanted;
    }

    public static Optional<ParsedLine> parse(List<Flag> known, Operands wanted, List<String> line) {
        return new QuickParser(known, wanted).parse(line);
    }

    private Optional<ParsedLine> parse(List<String> line) {
        for (int i = 0; i < line.size(); i++) {
            String word = line.get(i);
            if ((wanted.verbatim() && !operands.isEmpty()) || word.equals("-") || !word.startsWith("-")) {
                operands.add(word);
            } else if (word.equals("--")) {
                operands.addAll(line.subList(i + 1, line.size()));
                break;
            } else {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                Flag flag = find(equals < 0 ? word : word.substring(0, equals));
                if (flag == null || (equals >= 0 && !flag.takesValue())) {
                    return Optional.empty();
                }
                String value = equals >= 0 ? word.substring(equals + 1) : "";
                if (flag.takesValue() && equals < 0) {
                    if (++i == line.size() || looksLikeFlag(line.get(i))) {
                        return Optional.empty();
                    }
                    value = line.get(i);
                }
                flags.computeIfAbsent(flag, _ -> new ArrayList<>()).add(value);
            }
        }
        return operands.size() < wanted.minimum() || operands.size() > wanted.maximum()
                ? Optional.empty()
                : Optional.of(new ParsedLine(flags, operands));
    }

    /** Whether a word where a value is to be is rather the next flag, the value forgotten. */
    private static boolean looksLikeFlag(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    private @Nullable Flag find(String name) {
        for (Flag flag : known) {
            if (flag.names().contains(name)) {
                return flag;
            }
        }
        return null;
    }
}
