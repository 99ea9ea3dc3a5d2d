package io.github.gradlock.notebook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.jspecify.annotations.Nullable;

/**
 * What Jupyter asks, answered by {@link Cells}; messages, channels and display are JJava's library's.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in Jupyter</a>
 */
final class EngineKernel extends BaseKernel implements AutoCloseable {
    private final Cells cells;

    private EngineKernel(JupyterIO io, CommManager comms, Renderer renderer, StringStyler errors, Cells cells) {
        super(
                "gradlock",
                version(),
                new LanguageInfo.Builder("Java")
                        .version(Runtime.version().toString())
                        .mimetype("text/x-java-source")
                        .fileExtension(".jsh")
                        .pygments("java")
                        .codemirror("text/x-java")
                        .build(),
                List.of(new HelpLink("gradlock", "https://github.com/gradlock/gradlock")),
                null,
                io,
                comms,
                renderer,
                null,
                null,
                false,
                errors);
        this.cells = cells;
        Pictures.register(getRenderer());
    }

    static EngineKernel create() {
        return new Builder().build();
    }

    private static String version() {
        String version = EngineKernel.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public @Nullable Object evalRaw(String source) {
        return cells.evaluate(source);
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        String documentation = cells.documentation(code, at);
        return documentation.isEmpty() ? null : new DisplayData(documentation);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        Cells.Completions completions = cells.complete(code, at);
        return new ReplacementOptions(completions.continuations(), completions.from(), at);
    }

    @Override
    public String isComplete(String code) {
        return switch (cells.completeness(code)) {
            case WHOLE -> IS_COMPLETE_YES;
            case BEGUN -> "    ";
            case WRONG -> IS_COMPLETE_BAD;
        };
    }

    @Override
    public void interrupt() {
        cells.interrupt();
    }

    @Override
    public List<String> formatError(Throwable error) {
        if (error instanceof CellException cell) {
            return cell.lines().stream().map(errorStyler::primary).toList();
        }
        return super.formatError(error);
    }

    @Override
    public void close() {
        cells.close();
    }

    /** The library gives its own parts to heirs of its builder alone. */
    private static final class Builder extends BaseKernelBuilder<Builder, EngineKernel> {
        @Override
        public EngineKernel build() {
            return new EngineKernel(
                    buildJupyterIO(StandardCharsets.UTF_8),
                    buildCommManager(),
                    buildRenderer(),
                    buildErrorStyler(),
                    new Cells(System.getProperty("java.class.path")));
        }
    }
}
