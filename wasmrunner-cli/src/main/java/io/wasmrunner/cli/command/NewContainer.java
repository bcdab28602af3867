package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the container that a command line asks for, of an image, which is pulled when it is not here, or of a file. */
final class NewContainer {
    private NewContainer() {}

    /** @param attached whether somebody is at its standard input from the start */
    static Container create(ParsedLine line, boolean attached, Images images, Containers containers, Context context)
            throws IOException {
        Path idFile = line.value(ContainerFlags.CIDFILE).map(Path::of).orElse(null);
        if (idFile != null && Files.exists(idFile)) {
            throw new WasmrunnerException(
                    ErrorCode.CONFLICT,
                    "cannot write --cidfile %s: it exists; remove it first, if its container is gone"
                            .formatted(idFile));
        }
        String operand = line.operands().getFirst();
        Image image = ModuleOperands.isFile(operand) ? null : RunImage.find(operand, images, line, context);
        Container container = containers.create(ContainerRequests.of(line, image, attached, context));
        PolicyFlags.outvoted(line, container.spec().guest().policy()).forEach(context::warn);
        if (idFile != null) {
            try {
                Files.writeString(idFile, container.id().hex(), StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                containers.remove(container.id(), false, true);
                throw new WasmrunnerException(
                        ErrorCode.CONFLICT, "cannot write --cidfile %s: it exists".formatted(idFile), e);
            } catch (IOException e) {
                containers.remove(container.id(), false, true);
                throw new WasmrunnerException(
                        ErrorCode.HOST, "cannot write --cidfile %s: %s".formatted(idFile, Reason.of(e)), e);
            }
        }
        return container;
    }
}
