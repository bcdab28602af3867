package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectContainers;
import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.log.LogFollower;
import io.wasmrunner.core.log.LogRecord;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner compose logs}. */
public final class ComposeLogsCommand implements Command {
    private static final Flag FOLLOW =
            Flag.toggle("Go on with what they write, until all have ended.", "-f", "--follow");
    private static final Flag TAIL =
            Flag.value("count", "The last so many lines of each. Default: all.", "-n", "--tail");
    private static final Flag TIMESTAMPS = Flag.toggle("Put the time before each line.", "-t", "--timestamps");
    private static final Flag NO_PREFIX = Flag.toggle("Do not put the container's name before it.", "--no-log-prefix");

    @Override
    public String name() {
        return "compose logs";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show what services have written";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(FOLLOW, TAIL, TIMESTAMPS, NO_PREFIX);
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose logs -f", "wasmrunner compose logs -n 20 web");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        Project project = ComposeFlags.project(line, context);
        long tail = line.value(TAIL)
                .filter(text -> !text.equals("all"))
                .map(text -> Quantities.count("--tail", text))
                .orElse(Long.MAX_VALUE);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            List<ContainerRow> rows = ProjectContainers.of(project.name(), containers)
                    .of(ProjectServices.named(project, line.operands()));
            ProjectServices.mustBeThere(rows, project);
            int width = rows.stream()
                    .mapToInt(row -> project.shortName(row.name()).length())
                    .max()
                    .orElse(0);
            ContainerFiles files = containers.store().files();
            List<Thread> readers = new ArrayList<>();
            for (ContainerRow row : rows) {
                Thread reader = Thread.ofVirtual().unstarted(() -> {
                    String name = line.has(NO_PREFIX) ? "" : project.shortName(row.name());
                    LinePrefix out = new LinePrefix(name, width, context.out());
                    LinePrefix err = new LinePrefix(name, width, context.err());
                    read(row, files, tail, line, context, out, err);
                    out.end();
                    err.end();
                });
                readers.add(reader);
                reader.start();
                if (!line.has(FOLLOW)) {
                    reader.join();
                }
            }
            for (Thread reader : readers) {
                reader.join();
            }
            return 0;
        }
    }

    private static void read(
            ContainerRow row,
            ContainerFiles files,
            long tail,
            ParsedLine line,
            Context context,
            LinePrefix out,
            LinePrefix err) {
        try (LogFollower log =
                LogFollower.open(files.folder(row.id()), files.log(row.id()), line.has(FOLLOW), context::warn)) {
            if (tail != Long.MAX_VALUE) {
                log.keepLast(tail);
            }
            log.read(Instant.MAX, new Shown(line.has(TIMESTAMPS), out, err));
        } catch (IOException e) {
            context.warn("cannot read the log of %s: %s".formatted(row.name(), Reason.of(e)));
        } catch (WasmrunnerException | RegistryException e) {
            context.warn(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints each line behind the name of its container. */
    private record Shown(boolean timestamps, LinePrefix out, LinePrefix err) implements LogFollower.Reader {
        @Override
        public void take(LogRecord entry) {
            String text = (timestamps ? entry.time() + " " : "") + entry.text();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            (entry.error() ? err : out).write(bytes, bytes.length);
        }

        @Override
        public boolean rest() {
            return out.isRead() && err.isRead();
        }
    }
}
