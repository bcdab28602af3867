package io.wasmrunner.runtime.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the {@code producers} and {@code target_features} custom sections tell (tool conventions). Only for people:
 * whatever is malformed ends the reading.
 *
 * @param producers for each field ({@code language}, {@code processed-by}, {@code sdk}) the tools with their versions
 * @param targetFeatures the features the compiler was told it may use, for example {@code +simd128}
 */
public record Toolchain(Map<String, List<String>> producers, List<String> targetFeatures) {

    public static Toolchain of(ModuleInfo module) {
        Map<String, List<String>> producers = new LinkedHashMap<>();
        List<String> features = new ArrayList<>();
        read(module, "producers", in -> producers(in, producers));
        read(module, "target_features", in -> features(in, features));
        return new Toolchain(producers, features);
    }

    private static void read(ModuleInfo module, String name, java.util.function.Consumer<WasmReader> body) {
        module.customSection(name).ifPresent(section -> {
            try {
                body.accept(new WasmReader(module.binary().bytes(), section.content(), section.end(), name));
            } catch (ModuleException e) {
                // What was read before stands.
            }
        });
    }

    private static void producers(WasmReader in, Map<String, List<String>> into) {
        int fields = in.count(2, "fields");
        for (int i = 0; i < fields; i++) {
            List<String> tools = into.computeIfAbsent(in.name(), _ -> new ArrayList<>());
            int count = in.count(2, "tools");
            for (int j = 0; j < count; j++) {
                String tool = in.name();
                String version = in.name();
                tools.add(version.isEmpty() ? tool : tool + " " + version);
            }
        }
    }

    private static void features(WasmReader in, List<String> into) {
        int count = in.count(2, "features");
        for (int i = 0; i < count; i++) {
            char prefix = (char) in.u8();
            into.add(prefix + in.name());
        }
    }
}
