/** What names content: the digests of OCI. */
@NullMarked
package io.wasmrunner.registry.digest;

import org.jspecify.annotations.NullMarked;
