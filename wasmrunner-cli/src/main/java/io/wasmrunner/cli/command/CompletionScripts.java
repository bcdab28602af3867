package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shell code that completes commands, flags and file names. */
final class CompletionScripts {
    private CompletionScripts() {}

    static String bash(List<Command> commands) {
        StringBuilder cases = new StringBuilder();
        for (Command command : commands) {
            cases.append("            \"%s\"*) words=\"%s\" ;;%n"
                    .formatted(command.name() + (isTwoWords(command) ? "" : " "), flags(command)));
        }
        StringBuilder groups = new StringBuilder();
        groups(commands)
                .forEach((group, words) -> groups.append(
                        "            %s) words=\"%s --help\" ;;%n".formatted(group, String.join(" ", words))));
        return """
            _wasmrunner() {
                local current=${COMP_WORDS[COMP_CWORD]} words=""
                if [ "$COMP_CWORD" -eq 1 ]; then
                    words="%s --help --version"
                elif [[ $current == -* ]]; then
                    case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
            %s        esac
                elif [ "$COMP_CWORD" -eq 2 ]; then
                    case ${COMP_WORDS[1]} in
            %s            completion) words="bash zsh fish" ;;
                    esac
                fi
                if [ -n "$words" ]; then
                    COMPREPLY=($(compgen -W "$words" -- "$current"))
                else
                    COMPREPLY=($(compgen -f -- "$current"))
                    compopt -o filenames 2>/dev/null
                fi
            }
            complete -F _wasmrunner wasmrunner ./wasmrunner
            """.formatted(firstWords(commands), cases, groups);
    }

    static String zsh(List<Command> commands) {
        StringBuilder cases = new StringBuilder();
        for (Command command : commands) {
            String pattern = isTwoWords(command) ? command.name().replace(" ", "\\ ") : command.name() + "\\ *";
            cases.append("        %s) _arguments '*:file:_files' %s ;;%n"
                    .formatted(
                            pattern,
                            command.flags().stream()
                                    .flatMap(flag -> flag.names().stream().map(name -> zshFlag(flag, name)))
                                    .collect(Collectors.joining(" "))));
        }
        StringBuilder groups = new StringBuilder();
        groups(commands)
                .forEach((group, words) -> groups.append(
                        "        %s) compadd -- %s; return ;;%n".formatted(group, String.join(" ", words))));
        return """
            #compdef wasmrunner
            _wasmrunner() {
                if (( CURRENT == 2 )); then
                    compadd -- %s
                    return
                fi
                if (( CURRENT == 3 )); then
                    case $words[2] in
            %s        esac
                fi
                local command="$words[2] $words[3]"
                shift words
                (( CURRENT-- ))
                case $command in
            %s    esac
            }
            compdef _wasmrunner wasmrunner
            """.formatted(firstWords(commands), groups, cases);
    }

    static String fish(List<Command> commands) {
        StringBuilder lines = new StringBuilder();
        groups(commands).forEach((group, words) -> {
            lines.append("complete -c wasmrunner -n __fish_use_subcommand -f -a %s%n".formatted(group));
            lines.append("complete -c wasmrunner -n '__fish_seen_subcommand_from %s' -f -a '%s'%n"
                    .formatted(group, String.join(" ", words)));
        });
        for (Command command : commands) {
            String[] words = command.name().split(" ", 2);
            if (words.length == 1) {
                lines.append("complete -c wasmrunner -n __fish_use_subcommand -f -a %s -d '%s'%n"
                        .formatted(command.name(), quoted(command.summary())));
            }
            String seen = "__fish_seen_subcommand_from " + String.join("; and __fish_seen_subcommand_from ", words);
            for (Flag flag : command.flags()) {
                lines.append("complete -c wasmrunner -n '%s'".formatted(seen));
                for (String name : flag.names()) {
                    lines.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
                }
                lines.append(flag.takesValue() ? " -r" : "").append(" -d '%s'%n".formatted(quoted(flag.help())));
            }
        }
        return lines.toString();
    }

    private static boolean isTwoWords(Command command) {
        return command.name().indexOf(' ') > 0;
    }

    /** The second words of commands that have two, by the first. */
    private static SortedMap<String, List<String>> groups(List<Command> commands) {
        SortedMap<String, List<String>> groups = new TreeMap<>();
        for (Command command : commands) {
            if (isTwoWords(command)) {
                String[] words = command.name().split(" ", 2);
                groups.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words[1]);
            }
        }
        return groups;
    }

    private static String firstWords(List<Command> commands) {
        return commands.stream()
                .map(command -> command.name().split(" ", 2)[0])
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String zshFlag(Flag flag, String name) {
        String description =
                quoted(flag.help()).replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
        String value = flag.takesValue() ? ":" + flag.value().replace(":", "\\:") + ":_files" : "";
        return "'*%s[%s]%s'".formatted(name, description, value);
    }

    private static String flags(Command command) {
        return command.flags().stream()
                .flatMap(flag -> flag.names().stream())
                .collect(Collectors.joining(" ", "", " --help"));
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }
}
