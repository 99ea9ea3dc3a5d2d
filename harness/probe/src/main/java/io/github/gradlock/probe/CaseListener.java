package io.github.gradlock.probe;

import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.recorder.GradientRecorderExtension;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a case for every test of one iteration: also for those that JUnit never starts, because their class was
 * disabled or failed before its first test.
 */
final class CaseListener implements TestExecutionListener {
    private static final int REASON_LENGTH = 4000;

    private final ProbeSession session;
    private final JUnitReport report;
    private final OutputCapture output;
    private final Progress progress;
    private final Map<String, String> origins = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Map<String, Long> started = new HashMap<>();
    private @Nullable TestPlan plan;
    private @Nullable String fault;
    private @Nullable IOException unwritten;
    private int cases;

    CaseListener(ProbeSession session, JUnitReport report, OutputCapture output, Progress progress) {
        this.session = session;
        this.report = report;
        this.output = output;
        this.progress = progress;
    }

    /** Returns how many cases were written. */
    int cases() {
        return cases;
    }

    /** Returns why the suite is at fault, two cases of one id; null if it is not. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Returns why a case could not be written; null if all were. */
    @Nullable
    IOException unwritten() {
        return unwritten;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
        if (test.isTest() && session.isSelected(TestCase.id(test))) {
            progress.found();
        }
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        if (!test.isTest()) {
            return;
        }
        String id = TestCase.id(test);
        output.enter(id, session.iteration());
        started.put(test.getUniqueId(), System.nanoTime());
        session.open(test.getUniqueId(), id);
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        if (!reason.contains(GradientRecorderExtension.NOT_SELECTED)) {
            settleAll(test, CaseStatus.SKIPPED, reason, null);
        }
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        CaseStatus status =
                switch (result.getStatus()) {
                    case SUCCESSFUL -> CaseStatus.PASSED;
                    case ABORTED -> CaseStatus.SKIPPED;
                    case FAILED -> CaseStatus.FAILED;
                };
        Throwable failure = result.getThrowable().orElse(null);
        String reason = status == CaseStatus.PASSED ? null : failure == null ? "no reason given" : failure.toString();
        if (test.isTest() || session.isOpen(test.getUniqueId())) {
            settle(test, status, reason, failure);
        } else if (status != CaseStatus.PASSED) {
            settleAll(test, status, reason, failure);
        }
    }

    /** Settles the tests below a container that were not executed, or the container if it never came to have tests. */
    private void settleAll(
            TestIdentifier test, CaseStatus status, @Nullable String reason, @Nullable Throwable failure) {
        if (test.isTest() || plan == null) {
            settle(test, status, reason, failure);
            return;
        }
        List<TestIdentifier> tests = plan.getDescendants(test).stream()
                .filter(below -> below.isTest() || isTemplate(below))
                .filter(below -> !settled.contains(below.getUniqueId()))
                .filter(below -> !below.isTest() || session.isSelected(TestCase.id(below)))
                .sorted((a, b) -> a.getUniqueId().compareTo(b.getUniqueId()))
                .toList();
        if (plan.getDescendants(test).isEmpty()) {
            settle(test, status, reason, failure);
        } else if (tests.isEmpty() && status == CaseStatus.FAILED) {
            settle(test, status, "after its tests: " + reason, failure);
        }
        tests.stream()
                .filter(below -> below.isTest() || plan.getChildren(below).isEmpty())
                .forEach(below -> settle(below, status, reason, failure));
    }

    private static boolean isTemplate(TestIdentifier test) {
        String type = test.getUniqueIdObject().getLastSegment().getType();
        return type.equals("test-template") || type.equals("test-factory");
    }

    private void settle(TestIdentifier test, CaseStatus status, @Nullable String reason, @Nullable Throwable failure) {
        String id = TestCase.id(test);
        if (!session.isSelected(id) || !settled.add(test.getUniqueId())) {
            return;
        }
        String other = origins.put(id, TestCase.origin(test));
        if (other != null) {
            fault = "two cases are called '" + id + "': " + other + " and " + TestCase.origin(test);
            return;
        }
        String because =
                reason == null || reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + " …";
        try {
            SessionWriter.CaseWriter open = session.close(test.getUniqueId());
            (open == null ? session.begin(id) : open).end(status, because);
        } catch (IOException e) {
            // JUnit logs what a listener throws and goes on: the case would be missing from a session that calls itself
            // whole.
            unwritten = unwritten == null ? e : unwritten;
            return;
        }
        if (status == CaseStatus.FAILED && failure != null) {
            output.enter(id, session.iteration());
            failure.printStackTrace(System.err);
        }
        Long start = started.remove(test.getUniqueId());
        double seconds = start == null ? 0 : (System.nanoTime() - start) / 1e9;
        report.add(TestCase.type(test), id, session.iteration(), seconds, status, because, failure);
        cases++;
        progress.done();
    }
}
