/** SQLite files that several processes share. */
@NullMarked
package io.wasmrunner.registry.database;

import org.jspecify.annotations.NullMarked;
