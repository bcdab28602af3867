/** What people type: names they meant, patterns of names. */
@NullMarked
package io.wasmrunner.registry.text;

import org.jspecify.annotations.NullMarked;
