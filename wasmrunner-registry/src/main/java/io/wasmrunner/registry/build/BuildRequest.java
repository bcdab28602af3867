package io.wasmrunner.registry.build;

import io.wasmrunner.registry.format.Platform;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to build.
 *
 * @param context the folder that COPY takes files from
 * @param fileOrNull the build file; without one it is the context's {@code Wasmfile} or {@code Dockerfile}
 * @param contentOrNull the build file's text, when it came from elsewhere (standard input)
 * @param target the last stage to build, by name or number; empty for the last of the file
 * @param platform of the image
 * @param epochOrNull seconds since 1970 that all files and the image are dated with ({@code SOURCE_DATE_EPOCH}); without it
 *     files are of 1970 and the image has no date
 */
public record BuildRequest(
        Path context,
        @Nullable Path fileOrNull,
        @Nullable String contentOrNull,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        String target,
        Platform platform,
        boolean noCache,
        @Nullable Long epochOrNull) {
    public BuildRequest {
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
    }

    /** All of a context. */
    public static BuildRequest of(Path context) {
        return new BuildRequest(context, null, null, Map.of(), Map.of(), "", Platform.WASI, false, null);
    }

    public BuildRequest withFile(Path other) {
        return new BuildRequest(
                context, other, contentOrNull, buildArgs, labels, target, platform, noCache, epochOrNull);
    }

    public BuildRequest withContent(String other) {
        return new BuildRequest(context, fileOrNull, other, buildArgs, labels, target, platform, noCache, epochOrNull);
    }

    public BuildRequest withBuildArg(String name, String value) {
        return new BuildRequest(
                context,
                fileOrNull,
                contentOrNull,
                with(buildArgs, name, value),
                labels,
                target,
                platform,
                noCache,
                epochOrNull);
    }

    public BuildRequest withLabel(String name, String value) {
        return new BuildRequest(
                context,
                fileOrNull,
                contentOrNull,
                buildArgs,
                with(labels, name, value),
                target,
                platform,
                noCache,
                epochOrNull);
    }

    public BuildRequest withTarget(String other) {
        return new BuildRequest(
                context, fileOrNull, contentOrNull, buildArgs, labels, other, platform, noCache, epochOrNull);
    }

    public BuildRequest withPlatform(Platform other) {
        return new BuildRequest(
                context, fileOrNull, contentOrNull, buildArgs, labels, target, other, noCache, epochOrNull);
    }

    public BuildRequest withoutCache() {
        return new BuildRequest(
                context, fileOrNull, contentOrNull, buildArgs, labels, target, platform, true, epochOrNull);
    }

    public BuildRequest withEpoch(long seconds) {
        return new BuildRequest(
                context, fileOrNull, contentOrNull, buildArgs, labels, target, platform, noCache, seconds);
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        Map<String, String> more = new TreeMap<>(all);
        more.put(name, value);
        return more;
    }
}
