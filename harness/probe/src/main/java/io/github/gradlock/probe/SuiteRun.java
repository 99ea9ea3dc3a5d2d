package io.github.gradlock.probe;

import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.recorder.ProvenanceContributor;
import io.github.gradlock.recorder.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a suite in this process, as often as asked, into a session. */
final class SuiteRun {
    private final ProbeOptions options;
    private final Set<Path> roots;
    private final SessionWriter session;
    private final OutputCapture output;
    private final Selection selection;
    private final JUnitReport report;
    private final Progress progress;
    private final Map<String, String> provenance = new TreeMap<>(Fingerprint.take());

    SuiteRun(ProbeOptions options, Set<Path> roots, SessionWriter session, OutputCapture output) {
        this.options = options;
        this.roots = roots;
        this.session = session;
        this.output = output;
        this.selection = new Selection(options.select(), options.shard());
        this.report = new JUnitReport(options.suite());
        this.progress = new Progress(options.progress() ? output.stdout() : null, options.iterations());
    }

    /** Runs every iteration; {@link SuiteException} if nothing was found or the suite is at fault. */
    void run() throws IOException, SuiteException {
        provenance.put("run.seed", Long.toString(options.seed()));
        session.provenance(provenance);
        warmUp();
        for (int iteration = 0; iteration < options.iterations(); iteration++) {
            iterate(iteration);
            String subnormals = Subnormals.state();
            if (!subnormals.equals("kept")) {
                provenance.put("fpu.subnormals", subnormals + " after iteration " + iteration);
            }
            provenance.putIfAbsent("fpu.subnormals", subnormals);
            for (ProvenanceContributor contributor : ServiceLoader.load(ProvenanceContributor.class)) {
                provenance.putAll(contributor.provenance());
            }
            session.provenance(provenance);
            report.write(session.folder().resolve("junit.xml"));
        }
        session.finish();
    }

    /** Executes the suite without keeping anything, as often as asked. */
    private void warmUp() {
        for (int iteration = 0; iteration < options.warmUp(); iteration++) {
            Execution execution = new Execution(options.restart(), iteration, 0, options.seed(), Tracing.NONE);
            Recording.enter(new ProbeSession(null, execution, selection));
            try {
                LauncherFactory.create().execute(request());
            } finally {
                Recording.enter(null);
            }
        }
    }

    private Tracing tracing(int iteration) throws IOException {
        if (!options.trace() || iteration > 0 || options.restart() > 0) {
            return Tracing.NONE;
        }
        Path file = options.transplant();
        return new Tracing(true, options.capture(), file == null ? null : Transplant.open(file));
    }

    private void iterate(int iteration) throws IOException, SuiteException {
        Launcher launcher = LauncherFactory.create();
        TestPlan plan = launcher.discover(request());
        if (iteration == 0) {
            progress.plan(
                    (int) plan.countTestIdentifiers(test -> test.isTest() && selection.matches(TestCase.id(test))));
        }
        Execution execution = new Execution(
                options.restart(), options.warmUp() + iteration, iteration, options.seed(), tracing(iteration));
        ProbeSession current = new ProbeSession(session, execution, selection);
        CaseListener listener = new CaseListener(current, report, output, progress);
        Recording.enter(current);
        try {
            launcher.execute(plan, listener);
        } finally {
            Recording.enter(null);
        }
        IOException unwritten = listener.unwritten();
        if (unwritten != null) {
            throw unwritten;
        }
        if (listener.fault() != null) {
            throw new SuiteException(listener.fault(), "give one of them another @DisplayName");
        }
        if (listener.cases() == 0 && !selection.leavesSomeToOthers()) {
            if (options.tags().isEmpty() && options.select().isEmpty()) {
                throw new SuiteException(
                        "no case found in " + roots,
                        "a case is a test of JUnit in a class there; those on the class path are not sought");
            }
            throw new NothingSelectedException(
                    "no case found in " + roots + " for tags " + options.tags() + " and selection " + options.select(),
                    "check --tag and --select");
        }
        progress.iterated(listener.cases());
    }

    /** Orders by name wherever the suite does not order itself, since the order of a folder's files is the disk's. */
    private LauncherDiscoveryRequest request() {
        LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(roots))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .configurationParameter(
                        "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$ClassName")
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$MethodName");
        if (!options.tags().isEmpty()) {
            builder.filters(TagFilter.includeTags(options.tags()));
        }
        return builder.build();
    }

    /** A suite that cannot be run as it is. */
    static class SuiteException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String hint;

        SuiteException(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        final String hint() {
            return hint;
        }
    }

    /** Tags and globs of which no case is: the user's word, not the suite's fault. */
    static final class NothingSelectedException extends SuiteException {
        private static final long serialVersionUID = 1L;

        NothingSelectedException(String message, String hint) {
            super(message, hint);
        }
    }
}
