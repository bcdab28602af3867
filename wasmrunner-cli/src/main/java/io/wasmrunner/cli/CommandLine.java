package io.wasmrunner.cli;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.compose.ComposeLine;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.flag.QuickParser;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From words to a command that is run, and from what went wrong to one line and an exit code. */
final class CommandLine {
    private static final String DEBUG = "--debug";

    private final Context context;
    private boolean debug;
    private @Nullable Command command;

    CommandLine(Context context) {
        this.context = context;
    }

    int run(List<String> words) {
        List<String> line = new ArrayList<>(words);
        // --debug stands before the command, or right after it: later words may be the guest's.
        for (int i = 0; i < 2 && i < line.size(); i++) {
            if (line.get(i).equals(DEBUG)) {
                line.remove(i);
                debug = true;
                break;
            }
        }
        try {
            return dispatch(ComposeLine.of(line));
        } catch (WasmrunnerException e) {
            return report(e.getMessage(), e.code().exitCode(), e);
        } catch (RegistryException e) {
            return report(e.getMessage(), exitCode(e.error()), e);
        } catch (IOException e) {
            return report("input or output failed: " + Reason.of(e), 125, e);
        } catch (InterruptedException e) {
            return 130;
        } catch (OutOfMemoryError e) {
            return report("the host has not enough memory for this", 125, e);
        } catch (RuntimeException | StackOverflowError e) {
            return report(
                    "this should not have happened: " + e + "; run it again with --debug for the details", 125, e);
        }
    }

    private int dispatch(List<String> line) throws IOException, InterruptedException {
        Optional<Command> found = line.isEmpty() ? Optional.empty() : Commands.find(line.getFirst());
        int words = 1;
        if (found.isEmpty() && line.size() > 1) {
            found = Commands.find(line.getFirst() + " " + line.get(1));
            words = 2;
        }
        if (found.isPresent()) {
            command = found.get();
            Optional<ParsedLine> parsed =
                    QuickParser.parse(command.flags(), command.operands(), line.subList(words, line.size()));
            if (parsed.isPresent()) {
                return command.run(parsed.get(), context);
            }
        }
        return new PicocliModel(context).run(line);
    }

    private int report(String message, int code, Throwable cause) {
        // It may quote a module's own names.
        context.warn(Printable.lines(message));
        if (debug || context.settings().lenient(ConfigKey.DEBUG).text().equals("true")) {
            cause.printStackTrace(context.err());
        }
        return command == null ? code : command.failure(code);
    }

    private static int exitCode(RegistryError error) {
        return switch (error) {
            case USAGE, HOST, CONFLICT, UNREACHABLE, DENIED -> 125;
            case INVALID -> 126;
            case NOT_FOUND -> 127;
        };
    }
}
