/** How long work shows that it lives. */
@NullMarked
package io.wasmrunner.cli.progress;

import org.jspecify.annotations.NullMarked;
