package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.ListFormat;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.image.ImageFilters;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.text.Ago;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.image.ImageRow;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wasmrunner images}. */
public final class ImagesCommand implements Command {
    private static final Flag ALL = Flag.toggle("Nothing to turn on: there are no hidden images.", "-a", "--all");
    private static final Flag QUIET = Flag.toggle("Ids only, to be piped into the next command.", "-q", "--quiet");
    private static final Flag DIGESTS = Flag.toggle("Show the digests that registries know them by.", "--digests");
    private static final Flag NO_TRUNC = Flag.toggle("Show ids in full.", "--no-trunc");
    static final Flag FILTER = Flag.list(
            "condition",
            "dangling=true, label=name[=value], reference=pattern, until=duration; several must all hold.",
            "-f",
            "--filter");
    static final Flag FORMAT = Flag.value(
            "format", "table (default), json, or a Go template such as '{{.ID}} {{.Repository}}'.", "--format");

    /** One line of the list: an image has one for each of its names. */
    private record Row(ImageRow image, @Nullable Reference name) {
        /** What a registry knows it by under that name. */
        String digest() {
            Reference wanted = name;
            if (wanted == null) {
                return "<none>";
            }
            for (Reference other : image.names()) {
                if (other.digest().isPresent() && other.name().equals(wanted.name())) {
                    return other.digest().get().toString();
                }
            }
            return "<none>";
        }
    }

    @Override
    public String name() {
        return "images";
    }

    @Override
    public List<String> aliases() {
        return List.of("image ls", "image list");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "List the images of this machine";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ALL, QUIET, DIGESTS, NO_TRUNC, FILTER, FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("[repository[:tag]]", 0, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner images",
                "wasmrunner images -q --filter dangling=true",
                "wasmrunner images --format '{{.ID}} {{.Repository}}:{{.Tag}}'");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        ImageFilters filters = ImageFilters.parse(line.values(FILTER));
        line.operands().forEach(filters::named);
        boolean full = line.has(NO_TRUNC);
        List<ImageRow> images;
        try (Images all = context.images()) {
            images = all.list(filters);
        }
        if (line.has(QUIET)) {
            images.forEach(image -> context.out().println(id(image, full)));
            return 0;
        }
        Instant now = Instant.now();
        Listing.print(
                rows(images),
                ListFormat.of(line, FORMAT, ConfigKey.FORMAT_IMAGES, context.settings()),
                row -> fields(row, full, now),
                rows -> table(rows, full, line.has(DIGESTS), now),
                context.out());
        return 0;
    }

    private static List<Row> rows(List<ImageRow> images) {
        List<Row> rows = new ArrayList<>();
        for (ImageRow image : images) {
            int before = rows.size();
            for (Reference name : image.names()) {
                if (name.tag().isPresent()) {
                    rows.add(new Row(image, name));
                }
            }
            if (rows.size() == before) {
                Reference any = image.names().isEmpty() ? null : image.names().getFirst();
                rows.add(new Row(image, any));
            }
        }
        return rows;
    }

    private static String id(ImageRow image, boolean full) {
        return full ? image.id().toString() : image.id().shortHex();
    }

    private static String repository(Row row) {
        return row.name() == null ? "<none>" : row.name().familiarName();
    }

    private static String tag(Row row) {
        return row.name() == null
                ? "<none>"
                : row.name().tag().map(Object::toString).orElse("<none>");
    }

    private static Instant created(ImageRow image) {
        return Ago.created(image.created(), image.added());
    }

    private static ObjectNode fields(Row row, boolean full, Instant now) {
        ImageRow image = row.image();
        ObjectNode node = Json.object();
        node.put("Repository", repository(row));
        node.put("Tag", tag(row));
        node.put("ID", id(image, full));
        node.put("Digest", row.digest());
        node.put("CreatedAt", created(image).toString());
        node.put("CreatedSince", Ago.since(created(image), now));
        node.put("Size", Quantities.printSize(image.size()));
        node.put("Bytes", image.size());
        node.put("Platform", image.platform());
        node.put("Style", image.style().name().toLowerCase(java.util.Locale.ROOT));
        ObjectNode labels = node.putObject("Labels");
        image.labels().forEach(labels::put);
        return node;
    }

    private static Table table(List<Row> rows, boolean full, boolean digests, Instant now) {
        Table table = digests
                ? new Table("REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE")
                : new Table("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    repository(row),
                    tag(row),
                    id(row.image(), full),
                    Ago.since(created(row.image()), now),
                    Quantities.printSize(row.image().size())));
            if (digests) {
                cells.add(2, row.digest());
            }
            table.add(cells.toArray(String[]::new));
        }
        return table;
    }
}
