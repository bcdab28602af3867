/** What users set for all runs: the keys there are, the files and variables that set them, and changes to those files. */
@NullMarked
package io.wasmrunner.core.config;

import org.jspecify.annotations.NullMarked;
