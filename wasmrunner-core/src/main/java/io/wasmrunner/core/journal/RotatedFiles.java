package io.wasmrunner.core.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files {@code name}, {@code name.1}, {@code name.2.gz} and so on, of which the first is written to. */
final class RotatedFiles {
    /** No more than this are kept by anybody who writes such files. */
    private static final int MOST = 1000;

    /** How often it is tried to find them while they are not being renamed. */
    private static final int TRIES = 100;

    /** Names without a file after which there are no more. */
    private static final int GAP = 2;

    private static final String COMPRESSED = ".gz";

    private RotatedFiles() {}

    /** All there are, the oldest first, each once, open. */
    static List<RotatedFile> open(Path newest) throws IOException {
        for (int i = 1; ; i++) {
            List<RotatedFile> files = once(newest);
            if (i == TRIES || areInPlace(files)) {
                return files;
            }
            closeAll(files);
        }
    }

    private static boolean areInPlace(List<RotatedFile> files) throws IOException {
        for (RotatedFile file : files) {
            if (!file.isInPlace()) {
                return false;
            }
        }
        return true;
    }

    /**
     * From the youngest to the oldest, as they are renamed: one that moves meanwhile may be met twice, but not missed. The
     * folder's list may lack one that is being renamed, and there is a gap where it was.
     */
    private static List<RotatedFile> once(Path newest) throws IOException {
        List<RotatedFile> files = new ArrayList<>();
        boolean done = false;
        try {
            int last = last(newest);
            for (int i = 0; i <= last + GAP && i <= MOST; i++) {
                RotatedFile file = numbered(newest, i);
                last = file == null ? last : Math.max(last, i);
                if (file != null && contains(files, file)) {
                    file.close();
                } else if (file != null) {
                    files.addFirst(file);
                }
            }
            done = true;
            return files;
        } finally {
            if (!done) {
                closeAll(files);
            }
        }
    }

    private static boolean contains(List<RotatedFile> files, RotatedFile one) {
        for (RotatedFile file : files) {
            if (file.key().equals(one.key())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable RotatedFile numbered(Path newest, int number) throws IOException {
        if (number == 0) {
            return RotatedFile.open(newest, false);
        }
        String name = newest.getFileName() + "." + number;
        // While it is compressed there are both, and the second has no whole content under its name yet or the same.
        RotatedFile plain = RotatedFile.open(newest.resolveSibling(name), false);
        return plain != null ? plain : RotatedFile.open(newest.resolveSibling(name + COMPRESSED), true);
    }

    private static int last(Path newest) {
        String[] names = new File(String.valueOf(newest.getParent())).list();
        String prefix = newest.getFileName() + ".";
        int last = 0;
        for (String name : names == null ? new String[0] : names) {
            if (name.startsWith(prefix)) {
                String number = name.substring(
                        prefix.length(), name.length() - (name.endsWith(COMPRESSED) ? COMPRESSED.length() : 0));
                last = Math.max(last, number(number));
            }
        }
        return last;
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 4;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(text) : 0;
    }

    static void closeAll(Iterable<RotatedFile> files) throws IOException {
        for (RotatedFile file : files) {
            file.close();
        }
    }
}
