package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same random operations on both file systems: each must answer as the other, down to the errno. */
class AgreementTest {
    private static final int OPERATIONS = 3000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void both_answer_alike(long seed, @TempDir Path first, @TempDir Path second) throws IOException {
        assumeTrue(ConfinedFileSystem.nativeAvailable(), "no native library here");
        Directory kernel = Implementation.NATIVE.writable(Files.createDirectory(first.resolve("mount")));
        Directory portable = Implementation.PORTABLE.writable(Files.createDirectory(second.resolve("mount")));
        Random choice = new Random(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            RandomOperation operation = RandomOperation.random(choice);
            String expected = operation.answer(kernel);
            assertEquals(expected, operation.answer(portable), "operation " + i + ": " + operation);
        }
        assertEquals(Set.of("mount"), Contents.names(first));
        assertEquals(Set.of("mount"), Contents.names(second));
        kernel.close();
        portable.close();
    }
}
