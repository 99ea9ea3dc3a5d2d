package io.github.gradlock.recorder;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods their {@link GradientRecorder}.
 *
 * <p>gradlock registers it by itself. {@code @ExtendWith(GradientRecorderExtension.class)} makes the same tests run in an
 * IDE or build, where they record into memory.
 */
public final class GradientRecorderExtension implements ParameterResolver, ExecutionCondition, InvocationInterceptor {
    /** Why a case that nobody asked for is disabled; it belongs in no result. */
    public static final String NOT_SELECTED = "gradlock: not selected";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GradientRecorderExtension.class);

    /** Creates the extension; JUnit calls it. */
    public GradientRecorderExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GradientRecorder.class;
    }

    @Override
    public GradientRecorder resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a GradientRecorder belongs to one test method: take it there, not in "
                            + parameter.getDeclaringExecutable());
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> recorder(context), GradientRecorder.class);
    }

    private static GradientRecorder recorder(ExtensionContext context) {
        RecorderProvider provider = Recording.provider();
        return provider == null ? new MemoryRecorder() : provider.recorder(context.getUniqueId(), CaseId.of(context));
    }

    /** Disables cases that were not selected; templates stay, since the ids of their invocations come later. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        RecorderProvider provider = Recording.provider();
        boolean isCase =
                provider != null && context.getUniqueId().matches(".*\\[(method|test-template-invocation):[^\\]]*\\]");
        return isCase && provider != null && !provider.isSelected(CaseId.of(context))
                ? ConditionEvaluationResult.disabled(NOT_SELECTED)
                : ConditionEvaluationResult.enabled("selected");
    }

    @Override
    public void interceptDynamicTest(
            InvocationInterceptor.Invocation<Void> invocation,
            DynamicTestInvocationContext invocationContext,
            ExtensionContext context)
            throws Throwable {
        RecorderProvider provider = Recording.provider();
        if (provider == null || provider.isSelected(context.getDisplayName())) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }
}
