/** Flags: declared once as data, read by the quick parser, and by picocli for help, errors and completion. */
@NullMarked
package io.wasmrunner.cli.flag;

import org.jspecify.annotations.NullMarked;
