package io.github.gradlock.harness.explain;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles that stay open until all are closed; several threads may open some, and one that comes too late gets none. */
public final class OpenShelf implements Closeable {
    private final List<Bundle> open = new ArrayList<>();
    private boolean closed;

    /**
     * Opens a bundle.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if all have been closed: then nobody waits for this one any more
     */
    public synchronized Bundle open(Path path) throws IOException {
        if (closed) {
            throw new IllegalStateException(path + " is opened when all bundles have been closed");
        }
        Bundle bundle = Bundles.open(path);
        open.add(bundle);
        return bundle;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Bundle bundle : open) {
            bundle.close();
        }
    }
}
