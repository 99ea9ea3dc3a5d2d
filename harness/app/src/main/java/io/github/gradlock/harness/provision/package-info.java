/** Makes what a lock names: files from the store in the folder of an environment, each held to its checksum. */
@NullMarked
package io.github.gradlock.harness.provision;

import org.jspecify.annotations.NullMarked;
