package io.github.gradlock.harness.runtime;

import java.util.List;
import java.util.Map;

/**
 * How one process is started.
 *
 * @param command the program and its arguments
 * @param variables environment variables beside those that every process gets
 * @param folder that it is started in
 */
public record Launch(List<String> command, Map<String, String> variables, String folder) {
    /** Copies the collections. */
    public Launch {
        command = List.copyOf(command);
        variables = Map.copyOf(variables);
    }
}
