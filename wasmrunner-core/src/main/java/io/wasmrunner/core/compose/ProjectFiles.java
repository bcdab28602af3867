package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the files of a project, with variables put in, as the one file that they come to. */
final class ProjectFiles {
    private static final int MOST = 100;

    private final Interpolation interpolation;
    private final Map<Path, Yaml.Fields> read = new HashMap<>();

    ProjectFiles(Interpolation interpolation) {
        this.interpolation = interpolation;
    }

    /** @param files absolute; the later over the earlier, relative paths of all beginning at the first's folder */
    Yaml.Fields read(List<Path> files) {
        Path folder = files.getFirst().resolveSibling("");
        Extends whole = new Extends(this::file);
        Yaml.Fields all =
                new Yaml.Fields(Map.of(), new Position(files.getFirst().toString(), 1, 1));
        for (Path file : files) {
            all = Merge.files(all, whole.whole(file, folder, file(file)));
        }
        return all;
    }

    private Yaml.Fields file(Path file) {
        Yaml.Fields known = read.get(file);
        if (known != null) {
            return known;
        }
        Position begin = new Position(file.toString(), 1, 1);
        if (read.size() >= MOST) {
            throw begin.error("it is one of more than " + MOST + " files");
        }
        Yaml yaml =
                YamlReader.read(file.toString(), BoundedText.read(file)).orElseThrow(() -> begin.error("it is empty"));
        if (!(interpolation.in(yaml) instanceof Yaml.Fields top)) {
            throw yaml.at().error("a compose file must be a map, and is " + yaml.kind());
        }
        read.put(file, top);
        return top;
    }
}
