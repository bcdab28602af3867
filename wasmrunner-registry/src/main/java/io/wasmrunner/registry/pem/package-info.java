/** Keys and certificates as text (RFC 7468). */
@NullMarked
package io.wasmrunner.registry.pem;

import org.jspecify.annotations.NullMarked;
