package io.wasmrunner.registry.build;

import io.wasmrunner.registry.layer.ImagePath;

/**
 * Where COPY puts things.
 *
 * @param text as it is written, with its variables
 * @param path in the image
 * @param saysFolder whether it can only be a folder: it ends with {@code /} or is one by its nature
 */
record Destination(String text, ImagePath path, boolean saysFolder) {
    /** @param workingDir what relative paths begin at */
    static Destination of(String text, ImagePath workingDir) {
        ImagePath path = absolute(text, workingDir);
        String last = text.substring(text.lastIndexOf('/') + 1);
        return new Destination(text, path, last.isEmpty() || last.equals(".") || last.equals("..") || path.isRoot());
    }

    /** A path in an image, from its root or from a folder. */
    static ImagePath absolute(String text, ImagePath workingDir) {
        return ImagePath.normalized(text.startsWith("/") ? text : workingDir.text() + "/" + text);
    }
}
