package io.github.gradlock.harness.runtime;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a process lie in the environment that runs it, as paths of that environment.
 *
 * @param session folder that results are written to
 * @param home folder that is its home
 * @param temporary folder for temporary files
 * @param files folder with the files of a {@link CommandProgram}
 * @param transplant the file of {@link TraceRequest#transplant}, null if there is none
 * @param pathSeparator between entries of a class path
 * @param entry where a class path entry of this machine lies there
 */
public record Place(
        String session,
        String home,
        String temporary,
        String files,
        @Nullable String transplant,
        String pathSeparator,
        Function<Path, String> entry) {}
