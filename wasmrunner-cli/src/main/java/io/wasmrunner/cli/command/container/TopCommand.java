package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.stats.Worker;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code wasmrunner top}. */
public final class TopCommand implements Command {
    @Override
    public String name() {
        return "top";
    }

    @Override
    public List<String> aliases() {
        return List.of("container top");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show the threads of a container's worker, and what its guest calls";
    }

    @Override
    public Operands operands() {
        return new Operands("<container> [ps option…]", 1, Integer.MAX_VALUE, true);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner top api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        if (line.operands().size() > 1) {
            context.warn("options of ps have no effect: a container is one process, of which all there is is shown");
        }
        return Each.quietly(line.operands().subList(0, 1), context, (containers, container) -> {
            Worker worker = Worker.of(containers.store().files().folder(container.id()))
                    .orElseThrow(() -> notRunning(container));
            print(worker, context.out());
        });
    }

    private static WasmrunnerException notRunning(Container container) {
        return new WasmrunnerException(
                ErrorCode.CONFLICT,
                "cannot show the threads of %s: it is %s, and no guest of it runs"
                        .formatted(container.name(), container.status()));
    }

    private static void print(Worker worker, PrintStream out) {
        String pid = Long.toString(worker.pid());
        Table threads = new Table("PID", "TID", "%CPU", "TIME", "ELAPSED", "THREAD");
        long age = worker.age();
        for (Worker.ThreadTime thread : worker.threads()) {
            threads.add(
                    pid,
                    Long.toString(thread.id()),
                    String.format(Locale.ROOT, "%.1f", age == 0 ? 0 : 100.0 * thread.ticks() / age),
                    clock(Worker.nanoseconds(thread.ticks())),
                    clock(Worker.nanoseconds(age)),
                    thread.name());
        }
        out.print(threads);
        Table calls = new Table("CALLS", "HOST FUNCTION");
        worker.guest().hostCalls().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(call -> calls.add(Long.toString(call.getValue()), call.getKey()));
        out.println();
        out.print(calls);
    }

    /** Hours, minutes and seconds. */
    private static String clock(long nanoseconds) {
        long seconds = nanoseconds / 1_000_000_000;
        return "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
