package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what should be with what is. */
final class Planner {
    private Planner() {}

    /**
     * What is to be done for a service, in order.
     *
     * @param rows the containers it has, by number, of the same number the newest first
     * @param image what its image is now
     */
    static List<Step> plan(Service service, List<ContainerRow> rows, String image, UpOptions.Recreation recreation) {
        List<Step> steps = new ArrayList<>();
        List<Step> removals = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (ContainerRow row : rows) {
            // Of two with one number, the older is what stepped aside for one that was made when its maker was killed.
            if (numbers.size() < service.replicas() && numbers.add(ProjectContainers.number(row))) {
                steps.add(step(service, row, image, recreation));
            } else {
                removals.add(new Step.Remove(service, row));
            }
        }
        for (int number = 1; numbers.size() < service.replicas(); number++) {
            if (numbers.add(number)) {
                steps.add(new Step.Create(service, number));
            }
        }
        steps.addAll(removals);
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
