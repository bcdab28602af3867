package io.wasmrunner.core.life;

import io.wasmrunner.registry.layer.ImagePath;

/**
 * A path as {@code cp} takes it.
 *
 * @param contents whether it ends in {@code /.}: what is in the folder, and not the folder
 * @param folder whether it ends in a slash, and so is to be a folder
 */
record ContainerPath(ImagePath path, boolean contents, boolean folder) {
    static ContainerPath parse(String text) {
        boolean contents = text.endsWith("/.") || text.equals(".");
        return new ContainerPath(ImagePath.normalized(text), contents, contents || text.endsWith("/"));
    }
}
