package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import java.util.List;
import java.util.stream.Collectors;

/** Shell code that completes commands, flags and file names. */
final class CompletionScripts {
    private CompletionScripts() {}

    static String bash(List<Command> commands) {
        StringBuilder cases = new StringBuilder();
        for (Command command : commands) {
            cases.append("            %s) words=\"%s\" ;;%n".formatted(command.name(), flags(command)));
        }
        return """
            _wasmrunner() {
                local current=${COMP_WORDS[COMP_CWORD]} words=""
                if [ "$COMP_CWORD" -eq 1 ]; then
                    words="%s --help --version"
                elif [[ $current == -* ]]; then
                    case ${COMP_WORDS[1]} in
            %s        esac
                elif [ "${COMP_WORDS[1]}" = completion ]; then
                    words="bash zsh fish"
                fi
                if [ -n "$words" ]; then
                    COMPREPLY=($(compgen -W "$words" -- "$current"))
                else
                    COMPREPLY=($(compgen -f -- "$current"))
                    compopt -o filenames 2>/dev/null
                fi
            }
            complete -F _wasmrunner wasmrunner ./wasmrunner
            """.formatted(names(commands), cases);
    }

    static String zsh(List<Command> commands) {
        StringBuilder cases = new StringBuilder();
        for (Command command : commands) {
            cases.append("        %s) _arguments '*:file:_files' %s ;;%n"
                    .formatted(
                            command.name(),
                            command.flags().stream()
                                    .flatMap(flag -> flag.names().stream().map(name -> zshFlag(flag, name)))
                                    .collect(Collectors.joining(" "))));
        }
        String list = commands.stream()
                .map(command -> "'" + command.name() + ":" + quoted(command.summary()) + "'")
                .collect(Collectors.joining(" "));
        return """
            #compdef wasmrunner
            _wasmrunner() {
                if (( CURRENT == 2 )); then
                    local -a commands=(%s)
                    _describe command commands
                    return
                fi
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
            %s    esac
            }
            compdef _wasmrunner wasmrunner
            """.formatted(list, cases);
    }

    static String fish(List<Command> commands) {
        StringBuilder lines = new StringBuilder();
        for (Command command : commands) {
            lines.append("complete -c wasmrunner -n __fish_use_subcommand -f -a %s -d '%s'%n"
                    .formatted(command.name(), quoted(command.summary())));
            for (Flag flag : command.flags()) {
                lines.append("complete -c wasmrunner -n '__fish_seen_subcommand_from %s'".formatted(command.name()));
                for (String name : flag.names()) {
                    lines.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
                }
                lines.append(flag.takesValue() ? " -r" : "").append(" -d '%s'%n".formatted(quoted(flag.help())));
            }
        }
        return lines.toString();
    }

    private static String zshFlag(Flag flag, String name) {
        String description =
                quoted(flag.help()).replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
        String value = flag.takesValue() ? ":" + flag.value().replace(":", "\\:") + ":_files" : "";
        return "'*%s[%s]%s'".formatted(name, description, value);
    }

    private static String names(List<Command> commands) {
        return commands.stream().map(Command::name).collect(Collectors.joining(" "));
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
