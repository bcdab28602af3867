package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A directory on the way of a path, in one of the layers or in both; none of the paths has a link in it.
 *
 * @param upper its path from the {@link Place}'s directory in the upper layer; null when it is not there
 * @param lower its path from the top of the lower layer; null when it is not there or does not show
 */
record Level(@Nullable String upper, @Nullable String lower) {

    String upperPath() {
        return present(upper);
    }

    String lowerPath() {
        return present(lower);
    }

    private static String present(@Nullable String path) {
        if (path == null) {
            throw ErrnoException.of(Errno.NOENT);
        }
        return path;
    }
}
