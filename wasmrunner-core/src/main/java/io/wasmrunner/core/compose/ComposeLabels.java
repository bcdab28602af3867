package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels by which containers and volumes of projects are found again: Docker's own. */
public final class ComposeLabels {
    public static final String PROJECT = "com.docker.compose.project";
    public static final String SERVICE = "com.docker.compose.service";
    public static final String NUMBER = "com.docker.compose.container-number";
    public static final String VOLUME = "com.docker.compose.volume";
    static final String HASH = "com.docker.compose.config-hash";
    static final String IMAGE = "com.docker.compose.image";
    static final String FILES = "com.docker.compose.project.config_files";
    static final String FOLDER = "com.docker.compose.project.working_dir";

    private ComposeLabels() {}

    /** Of a service's container, the service's own among them. */
    static SortedMap<String, String> of(Project project, Service service, int number, String image) {
        SortedMap<String, String> labels = new TreeMap<>(service.labels());
        labels.put(PROJECT, project.name());
        labels.put(SERVICE, service.name());
        labels.put(NUMBER, Integer.toString(number));
        labels.put(HASH, ServiceJson.hash(service));
        labels.put(IMAGE, image);
        labels.put(
                FILES,
                String.join(",", project.files().stream().map(Path::toString).toList()));
        labels.put(FOLDER, project.folder().toString());
        return labels;
    }

    static SortedMap<String, String> of(Project project, ProjectVolume volume) {
        SortedMap<String, String> labels = new TreeMap<>(volume.labels());
        labels.put(PROJECT, project.name());
        labels.put(VOLUME, volume.key());
        return labels;
    }
}
