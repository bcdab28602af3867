package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Makes and opens regular files for {@link PortableDirectory}, in the steps that java.nio's options allow. */
final class PortableOpening {
    private PortableOpening() {}

    static OpenFile create(PortableWalk.Found found, OpenRequest request, boolean writable, Meter disk) {
        if (!request.create()) {
            throw ErrnoException.of(Errno.NOENT);
        }
        if (found.mustBeDirectory()) {
            throw ErrnoException.of(Errno.ISDIR);
        }
        if (!request.write()) {
            close(PortableOpen.open(found, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)));
            return fileOf(found, options(request), request, writable, disk);
        }
        Set<OpenOption> options = options(request);
        options.add(request.exclusive() ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        return fileOf(found, options, request, writable, disk);
    }

    static OpenFile openFile(PortableWalk.Found found, OpenRequest request, boolean writable, Meter disk) {
        if (request.directory() || found.mustBeDirectory()) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        if (request.truncate()) {
            close(PortableOpen.open(found, Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)));
        }
        return fileOf(found, options(request), request, writable, disk);
    }

    private static OpenFile fileOf(
            PortableWalk.Found found, Set<OpenOption> options, OpenRequest request, boolean writable, Meter disk) {
        return new PortableFile(PortableOpen.open(found, options), found.path(), request, writable, disk);
    }

    private static void close(FileChannel channel) {
        HostErrors.run(channel::close);
    }

    private static Set<OpenOption> options(OpenRequest request) {
        Set<OpenOption> options = new HashSet<>();
        if (request.write()) {
            options.add(StandardOpenOption.WRITE);
        }
        if (request.read() || !request.write()) {
            options.add(StandardOpenOption.READ);
        }
        if (request.sync() && request.write()) {
            options.add(StandardOpenOption.SYNC);
        }
        return options;
    }
}
