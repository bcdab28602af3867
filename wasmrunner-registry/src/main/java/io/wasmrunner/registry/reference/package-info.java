/** What names images: references, repositories and tags. */
@NullMarked
package io.wasmrunner.registry.reference;

import org.jspecify.annotations.NullMarked;
