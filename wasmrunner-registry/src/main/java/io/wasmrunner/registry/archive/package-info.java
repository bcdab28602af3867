/** Images as files: archives to save, load and import. */
@NullMarked
package io.wasmrunner.registry.archive;

import org.jspecify.annotations.NullMarked;
