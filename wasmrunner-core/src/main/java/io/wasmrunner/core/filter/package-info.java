/** What Docker's {@code --filter} asks of things of any kind. */
@NullMarked
package io.wasmrunner.core.filter;

import org.jspecify.annotations.NullMarked;
