package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.ServiceRequests;
import io.wasmrunner.cli.command.image.ServiceImages;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.core.compose.ServiceContainers;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Makes images and containers of services as {@code build}, {@code pull} and {@code create} do. */
final class ServiceMaker implements ServiceContainers {
    private final Images images;
    private final Containers containers;
    private final Context context;
    private final Map<String, Image> found = new HashMap<>();

    ServiceMaker(Images images, Containers containers, Context context) {
        this.images = images;
        this.containers = containers;
        this.context = context;
    }

    @Override
    public String image(Service service, boolean build) throws IOException {
        if (service.build().isPresent()
                && (build
                        || service.options().getOrDefault("pull", List.of()).contains("build")
                        || images.find(service.image()).isEmpty())) {
            ServiceImages.build(service.build().get(), service.image(), context);
        }
        if (service.isFile()) {
            try {
                return Digest.of(Files.readAllBytes(Path.of(service.image()))).toString();
            } catch (IOException e) {
                throw new WasmrunnerException(
                        ErrorCode.NOT_FOUND,
                        "cannot read %s for the service %s: %s"
                                .formatted(service.image(), service.name(), Reason.of(e)),
                        e);
            }
        }
        Image image = ServiceRequests.image(service, images, context);
        found.put(service.name(), image);
        return image.id().toString();
    }

    @Override
    public Container create(Service service, String name, SortedMap<String, String> labels, List<ContainerMount> mounts)
            throws IOException {
        return containers.create(ServiceRequests.of(service, found.get(service.name()), name, labels, mounts, context));
    }
}
