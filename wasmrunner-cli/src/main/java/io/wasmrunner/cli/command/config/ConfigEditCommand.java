package io.wasmrunner.cli.command.config;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.ListFormat;
import io.wasmrunner.cli.progress.Terminal;
import io.wasmrunner.core.config.ConfigDraft;
import io.wasmrunner.core.config.ConfigFile;
import io.wasmrunner.core.config.Setting;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner config edit}: a copy of the file, which takes its place once it is right. */
public final class ConfigEditCommand implements Command {

    @Override
    public String name() {
        return "config edit";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Change the configuration with an editor";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ConfigFlags.SYSTEM);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner config edit", "EDITOR=nano wasmrunner config edit");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        ConfigDraft draft = ConfigFlags.writer(line, context).draft();
        if (draft.wasKept()) {
            context.warn("going on with %s, which was not finished%s; remove it to start anew"
                    .formatted(draft.copy(), draft.isOlderThanFile() ? ", though the file has changed since" : ""));
        }
        while (true) {
            int code = edit(draft.copy(), context);
            if (code != 0) {
                throw failed(draft, context, code);
            }
            if (draft.isUnchanged()) {
                draft.discard();
                context.err().println("nothing changed");
                return 0;
            }
            List<String> problems = problems(draft);
            if (problems.isEmpty()) {
                draft.install();
                return 0;
            }
            problems.forEach(problem -> context.warn(Printable.lines(problem)));
            if (!Terminal.isStdin() || !wantsMore(context)) {
                context.warn("nothing is changed; what was written is in %s, and the next %s%s goes on with it"
                        .formatted(
                                draft.copy(),
                                "wasmrunner config edit",
                                line.has(ConfigFlags.SYSTEM) ? " --system" : ""));
                return 1;
            }
        }
    }

    private static List<String> problems(ConfigDraft draft) {
        ConfigFile file = draft.read();
        List<String> problems = new ArrayList<>(file.problems());
        for (Setting setting : file.settings()) {
            try {
                ListFormat.check(setting.source().toString(), setting.key(), setting.text());
            } catch (WasmrunnerException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }

    /** By the shell, as the variables may hold flags of the editor's. */
    private static int edit(Path file, Context context) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", editor(context) + " \"$1\"", "sh", file.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String editor(Context context) {
        String editor = "vi";
        for (String variable : List.of("EDITOR", "VISUAL")) {
            String set = context.environment().getOrDefault(variable, "");
            editor = set.isEmpty() ? editor : set;
        }
        return editor;
    }

    private static WasmrunnerException failed(ConfigDraft draft, Context context, int code) throws IOException {
        String left = "; what it wrote is in " + draft.copy();
        if (draft.isUnchanged()) {
            draft.discard();
            left = "";
        }
        return new WasmrunnerException(
                ErrorCode.HOST,
                "cannot edit the configuration: the editor \"%s\" ended with exit code %d%s; VISUAL or EDITOR names another"
                        .formatted(editor(context), code, left));
    }

    private static boolean wantsMore(Context context) throws IOException {
        String answer = context.ask("Edit it again? [Y/n] ");
        return answer.isEmpty() || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}
