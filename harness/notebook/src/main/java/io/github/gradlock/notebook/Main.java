package io.github.gradlock.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * Answers one Jupyter client, until it shuts the kernel down: {@code Main CONNECTION_FILE}, the file that Jupyter has written, with ports and a key.
 *
 * <p>Jupyter reads standard error into its log; exit status 2 is a file that is not one.
 */
public final class Main {
    /** A connection file has nine short fields. */
    private static final long LIMIT = 64 * 1024;

    private Main() {}

    /** Runs the kernel. */
    @SuppressWarnings("PMD.SystemPrintln")
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 1
                || !Files.isRegularFile(Path.of(arguments[0]))
                || Files.size(Path.of(arguments[0])) > LIMIT) {
            System.err.println("error: no connection file: " + String.join(" ", arguments)
                    + "\n\nhint: Jupyter starts this kernel; gradlock shell --jupyter makes it known there");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        JupyterConnection connection = new JupyterConnection(
                KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8)));
        EngineKernel kernel = EngineKernel.create();
        kernel.becomeHandlerForConnection(connection);
        // A Jupyter that was killed asks nobody to end.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        connection.connect();
        kernel.onStartup();
        connection.waitUntilClose();
        kernel.close();
        // Threads that a cell has left behind must not keep the process.
        System.exit(0);
    }
}
