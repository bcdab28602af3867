package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares what should be with what is. */
final class Planner {
    private Planner() {}

    /**
     * What is to be done, in order.
     *
     * @param services in the order in which they come up
     * @param rows the containers there are, by service
     * @param images what each service's image is now, by service
     */
    static List<Step> plan(
            List<Service> services,
            Map<String, ContainerRow> rows,
            Map<String, String> images,
            UpOptions.Recreation recreation) {
        List<Step> steps = new ArrayList<>();
        for (Service service : services) {
            ContainerRow row = rows.get(service.name());
            steps.add(
                    row == null
                            ? new Step.Create(service)
                            : step(service, row, images.getOrDefault(service.name(), ""), recreation));
        }
        return steps;
    }

    private static Step step(Service service, ContainerRow row, String image, UpOptions.Recreation recreation) {
        String why = switch (recreation) {
            case ALWAYS -> "asked for";
            case NEVER -> "";
            case CHANGED ->
                !ServiceJson.hash(service).equals(row.labels().get(ComposeLabels.HASH))
                        ? "its description changed"
                        : !image.equals(row.labels().get(ComposeLabels.IMAGE)) ? "its image changed" : "";
        };
        if (row.status() == Status.DEAD && recreation != UpOptions.Recreation.NEVER) {
            why = "its files are damaged";
        }
        if (!why.isEmpty()) {
            return new Step.Recreate(service, row, why);
        }
        return row.status().isLive() ? new Step.Leave(service, row) : new Step.Start(service, row);
    }
}
