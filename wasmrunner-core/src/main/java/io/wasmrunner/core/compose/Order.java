package io.wasmrunner.core.compose;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The order in which services come up: each after those that it waits for. */
public final class Order {
    private final Project project;
    private final Set<String> done = new LinkedHashSet<>();
    private final List<String> path = new ArrayList<>();
    private List<String> circle = List.of();

    private Order(Project project) {
        this.project = project;
    }

    /**
     * Those services and all that they wait for.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} when some wait for each other
     */
    public static List<Service> of(Project project, Collection<String> services) {
        Order order = new Order(project);
        services.forEach(order::visit);
        if (!order.circle.isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot use %s: %s".formatted(project.file(), words(order.circle)));
        }
        return order.done.stream().map(project::require).toList();
    }

    /** Services that wait for each other, the first again at the end; empty when none do. */
    static List<String> circle(Project project) {
        Order order = new Order(project);
        project.services().keySet().forEach(order::visit);
        return order.circle;
    }

    static String words(List<String> circle) {
        return "services wait for each other: " + String.join(" → ", circle) + "; take one depends_on away";
    }

    /** Services by names, or when there are none all that are in a profile that is wanted. */
    public static List<Service> chosen(Project project, List<String> names, Set<String> profiles) {
        List<String> chosen = new ArrayList<>();
        if (names.isEmpty()) {
            project.services().values().forEach(service -> {
                if (service.isIn(profiles)) {
                    chosen.add(service.name());
                }
            });
        }
        names.forEach(name -> chosen.add(project.require(name).name()));
        return of(project, chosen);
    }

    private void visit(String name) {
        if (done.contains(name)) {
            return;
        }
        if (path.contains(name)) {
            circle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
            circle.add(name);
            return;
        }
        path.add(name);
        for (String dependency : project.require(name).dependencies().keySet()) {
            if (project.services().containsKey(dependency)) {
                visit(dependency);
            }
        }
        path.removeLast();
        done.add(name);
    }
}
