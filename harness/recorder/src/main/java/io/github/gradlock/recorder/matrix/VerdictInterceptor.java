package io.github.gradlock.recorder.matrix;

import io.github.gradlock.recorder.CaseId;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Puts the verdict of an environment in the place of a test's body, which was executed there. */
final class VerdictInterceptor implements InvocationInterceptor {
    private static final int LONGEST_HINT = 400;

    private final MatrixReport report;
    private final MatrixReport.Environment environment;

    VerdictInterceptor(MatrixReport report, MatrixReport.Environment environment) {
        this.report = report;
        this.environment = environment;
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context) {
        invocation.skip();
        settle(CaseId.of(context), context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context) {
        invocation.skip();
        settle(CaseId.of(context), context);
    }

    /** Only the factory knows its tests; it is a case itself if it takes a recorder. */
    @Override
    public <T extends @Nullable Object> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> factory, ExtensionContext context)
            throws Throwable {
        T tests = invocation.proceed();
        String id = CaseId.of(context);
        if (report.cases().containsKey(id)) {
            settle(id, context);
        }
        return tests;
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) {
        invocation.skip();
        settle(context.getDisplayName(), context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        around(invocation, isFactory(context.getRequiredTestMethod()));
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        around(invocation, isFactory(context.getRequiredTestMethod()));
    }

    private static void around(Invocation<@Nullable Void> invocation, boolean needed) throws Throwable {
        if (needed) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    private static boolean isFactory(Method method) {
        return AnnotationSupport.isAnnotated(method, TestFactory.class);
    }

    private void settle(String id, ExtensionContext context) {
        String name = environment.name();
        if (environment.status().equals("not run")) {
            throw new TestAbortedException(name + " cannot run here: " + MatrixReport.reason(environment));
        }
        MatrixReport.Case result = report.cases().get(id);
        MatrixReport.Outcome outcome = result == null ? null : result.outcomes().get(name);
        if (outcome != null && outcome.word().equals("failed")) {
            fail(outcome.text(), result == null ? null : result.next());
        }
        if (!environment.status().equals("completed")) {
            fail(name + " did not come to its end: " + MatrixReport.reason(environment), null);
        }
        if (result == null) {
            settleAbove(context);
            fail("no results of case '" + id + "'", "ids must be the same here and in the environments");
        }
        if (outcome != null && outcome.word().equals("skipped")) {
            throw new TestAbortedException(outcome.text());
        }
        if (report.completed().size() < 2) {
            fail(
                    "nothing was compared: " + name + " alone has results, and it takes two",
                    "name another environment, or one with variants, in environments = {…} or matrix.yml");
        }
    }

    /** What failed before it had tests is a case itself: the method that names them, or a class, in whose {@code @BeforeAll} it was. */
    private void settleAbove(ExtensionContext context) {
        // A dynamic test has neither class nor method, but its factory has.
        ExtensionContext named = context;
        while (named.getTestMethod().isEmpty()) {
            named = named.getParent().orElseThrow();
        }
        Class<?> type = named.getRequiredTestClass();
        List<String> above = new ArrayList<>();
        above.add(CaseId.of(type) + "." + named.getRequiredTestMethod().getName());
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            above.add(CaseId.of(outer));
        }
        for (String id : above) {
            MatrixReport.Case result = report.cases().get(id);
            MatrixReport.Outcome outcome =
                    result == null ? null : result.outcomes().get(environment.name());
            if (result != null && outcome != null && outcome.word().equals("failed")) {
                fail(outcome.text(), result.next());
            }
        }
    }

    private void fail(String text, @Nullable String hint) {
        StringBuilder message = new StringBuilder(text);
        if (hint != null) {
            // A command names the whole class path; the page has it ready to copy.
            boolean shown = hint.length() <= LONGEST_HINT;
            message.append("\n\nhint: ").append(shown ? hint : "the report has the command that says why");
        }
        // Surefire numbers the environments, and names none.
        message.append("\nenvironment  ").append(environment.name());
        message.append("\nreport  ").append(report.folder().resolve("report").resolve("index.html"));
        throw new AssertionFailedError(message.toString());
    }
}
