/** Makes images out of files, as a build file says. */
@NullMarked
package io.wasmrunner.registry.build;

import org.jspecify.annotations.NullMarked;
