/** The language of build files: Dockerfile's, as far as it makes sense without a shell. */
@NullMarked
package io.wasmrunner.registry.build.file;

import org.jspecify.annotations.NullMarked;
