/** Keys and certificates from PEM files, read again when the files change. */
@NullMarked
package io.wasmrunner.registry.server.tls;

import org.jspecify.annotations.NullMarked;
