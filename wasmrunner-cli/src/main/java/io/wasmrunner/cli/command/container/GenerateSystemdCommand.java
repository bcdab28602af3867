package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.Self;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.systemd.ContainerUnit;
import io.wasmrunner.core.systemd.Restart;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner generate systemd}. */
public final class GenerateSystemdCommand implements Command {
    private static final Flag FILES =
            Flag.toggle("Write it to a file in the current directory, and print its path.", "-f", "--files");
    private static final Flag NAME = Flag.toggle("Call the container by its name instead of its id.", "-n", "--name");
    private static final Flag RESTART = Flag.value(
            "policy",
            "When systemd starts it again: no, on-success, on-failure, on-abnormal, on-watchdog, on-abort or always."
                    + " Default on-failure.",
            "--restart-policy");
    private static final Flag TIME = Flag.value(
            "seconds",
            "How long a stop may take until it is killed. Default: the container's own, 10.",
            "-t",
            "--time",
            "--stop-timeout");

    @Override
    public String name() {
        return "generate systemd";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Print a unit with which systemd keeps a container";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FILES, NAME, RESTART, TIME);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINER;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner generate systemd --name api > ~/.config/systemd/user/container-api.service",
                "wasmrunner generate systemd --files --restart-policy always api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Container container = containers.find(line.operands().getFirst());
            ContainerUnit unit = ContainerUnit.of(
                    container,
                    line.has(NAME),
                    line.value(RESTART).map(Restart::parse).orElse(Restart.DEFAULT),
                    Timeouts.of(line.value(TIME)));
            String text = unit.text(
                    Self.installed(),
                    context.state().root(),
                    containers.store().files().folder(container.id()));
            if (line.has(FILES)) {
                context.out().println(write(unit.file(), text));
            } else {
                context.out().print(text);
            }
        }
        return 0;
    }

    private static Path write(String name, String text) {
        Path file = Path.of(name).toAbsolutePath();
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot write the unit %s: %s".formatted(file, Reason.of(e)), e);
        }
    }
}
