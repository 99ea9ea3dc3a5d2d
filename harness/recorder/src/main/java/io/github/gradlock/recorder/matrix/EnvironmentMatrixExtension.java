package io.github.gradlock.recorder.matrix;

import io.github.gradlock.recorder.Recording;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Makes each environment an invocation of an {@link EnvironmentMatrix} class; inside an environment there is one alone. */
final class EnvironmentMatrixExtension implements ClassTemplateInvocationContextProvider, InvocationInterceptor {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), EnvironmentMatrix.class);
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        check(type);
        if (Recording.provider() != null) {
            return Stream.of(new EnvironmentInvocation("here", List.of()));
        }
        EnvironmentMatrix matrix =
                AnnotationSupport.findAnnotation(type, EnvironmentMatrix.class).orElseThrow();
        MatrixReport report =
                MatrixRuns.report(MatrixRequest.of(type, matrix), Duration.ofMinutes(matrix.timeLimitMinutes()));
        return report.environments().stream()
                .map(environment -> new EnvironmentInvocation(
                        environment.name(), List.of(new VerdictInterceptor(report, environment))));
    }

    /** JUnit adds the invocations of several templates up; here they would have to be multiplied. */
    private static void check(Class<?> type) {
        if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
            throw new ExtensionConfigurationException("@EnvironmentMatrix is on the nested class " + type.getName()
                    + "\n\nhint: put it on the outermost class: nested ones run in its environments");
        }
        for (Annotation other : type.getAnnotations()) {
            Class<? extends Annotation> kind = other.annotationType();
            if (kind == ClassTemplate.class
                    || kind != EnvironmentMatrix.class && AnnotationSupport.isAnnotated(kind, ClassTemplate.class)) {
                throw new ExtensionConfigurationException(
                        "@EnvironmentMatrix and @" + kind.getSimpleName() + " are both on " + type.getName()
                                + "\n\nhint: put the parameters on the methods or on a @Nested class");
            }
        }
    }

    /** JUnit calls it once, before the environments. */
    @Override
    public void interceptBeforeAllMethod(
            InvocationInterceptor.Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        around(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            InvocationInterceptor.Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        around(invocation, context);
    }

    private static void around(InvocationInterceptor.Invocation<@Nullable Void> invocation, ExtensionContext context)
            throws Throwable {
        if (Recording.provider() != null || hasFactory(context.getRequiredTestClass())) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    private static boolean hasFactory(Class<?> type) {
        return !AnnotationSupport.findAnnotatedMethods(type, TestFactory.class, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty()
                || Stream.of(type.getDeclaredClasses())
                        .filter(nested -> !Modifier.isStatic(nested.getModifiers()))
                        .anyMatch(EnvironmentMatrixExtension::hasFactory);
    }

    private record EnvironmentInvocation(String name, List<Extension> extensions)
            implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return extensions;
        }
    }
}
