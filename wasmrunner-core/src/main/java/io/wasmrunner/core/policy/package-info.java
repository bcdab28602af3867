/** Policies as people write them: in TOML files, by name, and as the values of flags. */
@NullMarked
package io.wasmrunner.core.policy;

import org.jspecify.annotations.NullMarked;
