package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.image.ImageHistory;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.text.Ago;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** {@code wasmrunner history}. */
public final class HistoryCommand implements Command {
    private static final Flag NO_TRUNC = Flag.toggle("Show instructions in full.", "--no-trunc");
    private static final Flag QUIET = Flag.toggle("Show the digests of the layers only.", "-q", "--quiet");
    private static final int SHOWN = 45;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public List<String> aliases() {
        return List.of("image history");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Show how an image was made, the last step first";
    }

    @Override
    public List<Flag> flags() {
        return List.of(NO_TRUNC, QUIET, ImagesCommand.FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("<image>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner history hello:1");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<ImageHistory.Step> steps;
        try (Images images = context.images()) {
            steps = ImageHistory.of(images, line.operands().getFirst());
        }
        if (line.has(QUIET)) {
            steps.forEach(step -> context.out().println(step.layer()));
            return 0;
        }
        Instant now = Instant.now();
        Listing.print(
                steps,
                line.value(ImagesCommand.FORMAT),
                step -> fields(step, now),
                all -> table(all, line.has(NO_TRUNC), now),
                context.out());
        return 0;
    }

    private static ObjectNode fields(ImageHistory.Step step, Instant now) {
        ObjectNode node = Json.object();
        node.put("ID", step.layer());
        node.put("CreatedAt", step.created());
        node.put("CreatedSince", since(step, now));
        node.put("CreatedBy", step.createdBy());
        node.put("Size", Quantities.printSize(step.size()));
        node.put("Comment", step.comment());
        return node;
    }

    private static String since(ImageHistory.Step step, Instant now) {
        Instant created = Ago.created(step.created(), 0);
        return created.getEpochSecond() == 0 ? "N/A" : Ago.since(created, now);
    }

    private static Table table(List<ImageHistory.Step> steps, boolean full, Instant now) {
        Table table = new Table("LAYER", "CREATED", "CREATED BY", "SIZE", "COMMENT");
        for (ImageHistory.Step step : steps) {
            String by = step.createdBy().replace("\n", " ");
            boolean whole = full || by.length() <= SHOWN;
            String layer = step.layer();
            int colon = layer.indexOf(':');
            table.add(
                    full || colon < 0 ? layer : layer.substring(colon + 1, colon + 13),
                    since(step, now),
                    whole ? by : by.substring(0, SHOWN - 1) + "…",
                    Quantities.printSize(step.size()),
                    step.comment());
        }
        return table;
    }
}
