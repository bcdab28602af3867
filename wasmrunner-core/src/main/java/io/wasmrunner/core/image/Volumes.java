package io.wasmrunner.core.image;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.ScopedPaths;
import io.wasmrunner.registry.layer.WorkFolders;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volumes that an image asks for, with no name: folders with what the image has there, which go when the run is over. */
final class Volumes implements AutoCloseable {
    private final List<GuestMount> mounts;
    private final WorkFolders.@Nullable Work work;

    private Volumes(List<GuestMount> mounts, WorkFolders.@Nullable Work work) {
        this.mounts = List.copyOf(mounts);
        this.work = work;
    }

    static Volumes none() {
        return new Volumes(List.of(), null);
    }

    /**
     * Makes them.
     *
     * @param tree the files of the image
     * @param paths where they are in the guest
     */
    static Volumes make(StateFolder state, Path tree, List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return none();
        }
        WorkFolders folders = new WorkFolders(state.root().resolve("volumes/unnamed"));
        folders.removeAbandoned();
        WorkFolders.Work work = folders.open();
        Volumes made = null;
        try {
            List<GuestMount> mounts = new ArrayList<>();
            for (String text : paths) {
                ImagePath path = ImagePath.normalized(text);
                Path folder = Files.createDirectory(work.folder().resolve(Integer.toString(mounts.size())));
                Path initial = ScopedPaths.follow(tree, path, true).in(tree);
                if (Files.isDirectory(initial, LinkOption.NOFOLLOW_LINKS)) {
                    copy(initial, folder);
                }
                mounts.add(
                        new GuestMount(new HostDirectory.Named(folder), path.toString(), true, "the volume " + path));
            }
            made = new Volumes(mounts, work);
            return made;
        } finally {
            if (made == null) {
                work.close();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    boolean _ = copy.toFile().setWritable(true);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    List<GuestMount> mounts() {
        return mounts;
    }

    @Override
    public void close() throws IOException {
        if (work != null) {
            work.close();
        }
    }
}
