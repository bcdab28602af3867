package io.wasmrunner.registry.build.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildRecordTest {
    private static final List<String> REQUEST = List.of("build", "-t", "a\nb\\n", ".");
    private static final List<String> RESULT = List.of("sha256:x", "two\nlines \\n");

    @TempDir
    Path folder;

    private Path record;
    private Path source;

    @BeforeEach
    void make() throws IOException {
        record = folder.resolve("record");
        Files.createDirectory(folder.resolve("context"));
        source = Files.writeString(folder.resolve("context/source"), "old");
    }

    private boolean write(BuildInputs inputs) throws IOException {
        return BuildRecord.write(record, REQUEST, inputs, RESULT);
    }

    /** As if the record had been written long after the sources changed: the clock cannot be turned back for their ctime. */
    private void age() throws IOException {
        StringBuilder text = new StringBuilder("wasmrunner build record 1\n");
        for (String word : REQUEST) {
            text.append("request ")
                    .append(word.replace("\\", "\\\\").replace("\n", "\\n"))
                    .append('\n');
        }
        text.append("file ")
                .append(FileStamp.of(source))
                .append(' ')
                .append(source)
                .append('\n');
        Path context = folder.resolve("context");
        text.append("file ")
                .append(FileStamp.of(context))
                .append(' ')
                .append(context)
                .append('\n');
        text.append("absent - ").append(context.resolve(".wasmignore")).append('\n');
        text.append("needed 3 ").append(source).append('\n');
        text.append("base sha256:1 demo/base:1\n");
        for (String word : RESULT) {
            text.append("result ")
                    .append(word.replace("\\", "\\\\").replace("\n", "\\n"))
                    .append('\n');
        }
        Files.writeString(record, text.append("end\n"));
    }

    private @Nullable List<String> check() {
        return BuildRecord.check(record, REQUEST, (reference, digest) -> reference.equals("demo/base:1"));
    }

    @Test
    void a_build_of_which_nothing_changed_is_recognized() throws IOException {
        age();

        assertEquals(RESULT, check());
    }

    @Test
    void a_record_is_read_as_it_is_written() throws IOException {
        BuildInputs inputs = new BuildInputs();
        inputs.looked(folder.resolve("none"));
        inputs.needed(source, 3);
        inputs.base("demo/base:1", Digest.of(new byte[1]));

        assertTrue(write(inputs));
        assertEquals(RESULT, check());
    }

    @Test
    void what_changed_just_now_may_change_again_unseen() throws IOException {
        Files.writeString(record, "an old one");
        BuildInputs inputs = new BuildInputs();
        inputs.looked(source);

        assertFalse(write(inputs));
        assertFalse(Files.exists(record));
    }

    @Test
    void standard_input_is_not_recognized_again() throws IOException {
        BuildInputs inputs = new BuildInputs();
        inputs.unrepeatable();

        assertFalse(write(inputs));
    }

    @Test
    void a_changed_file_is_noticed_even_with_its_old_size_and_time() throws IOException {
        age();
        FileTime time = Files.getLastModifiedTime(source);
        Files.writeString(source, "new");
        Files.setLastModifiedTime(source, time);

        assertNull(check());
    }

    @Test
    void a_new_file_in_a_folder_is_noticed() throws IOException {
        age();
        Files.writeString(folder.resolve("context/more"), "x");

        assertNull(check());
    }

    @Test
    void a_file_that_was_not_there_is_noticed() throws IOException {
        age();
        FileTime time = Files.getLastModifiedTime(folder.resolve("context"));
        Files.writeString(folder.resolve("context/.wasmignore"), "x");
        Files.setLastModifiedTime(folder.resolve("context"), time);

        assertNull(check());
    }

    @Test
    void a_missing_blob_another_base_or_another_request_are_noticed() throws IOException {
        age();

        assertNull(BuildRecord.check(record, REQUEST, (_, _) -> false));
        assertNull(BuildRecord.check(record, List.of("build"), (_, _) -> true));
        assertNull(BuildRecord.check(record, List.of("build", "-t", "a\nb\\n", ".", "--no-cache"), (_, _) -> true));
        Files.delete(source);
        assertNull(check());
    }

    @Test
    void a_damaged_record_is_none() throws IOException {
        age();
        String whole = Files.readString(record);
        for (int length = 0; length < whole.length(); length += 7) {
            Files.writeString(record, whole.substring(0, length));
            assertNull(check(), "at " + length);
        }
        Files.delete(record);
        assertNull(check());
    }
}
