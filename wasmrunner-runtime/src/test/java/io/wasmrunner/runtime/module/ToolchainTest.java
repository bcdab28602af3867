package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ToolchainTest {

    private static int[] named(String name, int... content) {
        int[] whole = new int[1 + name.length() + content.length];
        whole[0] = name.length();
        for (int i = 0; i < name.length(); i++) {
            whole[1 + i] = name.charAt(i);
        }
        System.arraycopy(content, 0, whole, 1 + name.length(), content.length);
        return whole;
    }

    private static Toolchain toolchain(int[] section) {
        return Toolchain.of(ModuleInfo.parse(Bytes.module().section(0, section).done()));
    }

    @Test
    void producers_are_listed_by_field() {
        Toolchain found = toolchain(named("producers", 1, 3, 's', 'd', 'k', 2, 2, 'g', 'o', 1, '9', 1, 'x', 0));
        assertEquals(Map.of("sdk", List.of("go 9", "x")), found.producers());
    }

    @Test
    void target_features_keep_their_sign() {
        assertEquals(
                List.of("+simd", "-bulk"),
                toolchain(named("target_features", 2, '+', 4, 's', 'i', 'm', 'd', '-', 4, 'b', 'u', 'l', 'k'))
                        .targetFeatures());
    }

    @Test
    void damage_ends_the_list() {
        assertEquals(
                List.of("+a"),
                toolchain(named("target_features", 2, '+', 1, 'a', '-', 99)).targetFeatures());
    }
}
