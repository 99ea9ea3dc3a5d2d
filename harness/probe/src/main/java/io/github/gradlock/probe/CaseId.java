package io.github.gradlock.probe;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/**
 * The id of a case: the display name where somebody chose it, else {@code <Class>.<method>}, with {@code [n]} for the
 * n-th invocation of a template whose invocations have JUnit's default names.
 *
 * <p>JUnit writes a unique id as {@code [type:value]/[type:value]…}, and escapes brackets and slashes inside values.
 */
final class CaseId {
    private static final Pattern DEFAULT_INVOCATION =
            Pattern.compile("\\[\\d+\\].*|repetition \\d+ of \\d+", Pattern.DOTALL);
    private static final String CLASS_INVOCATION = "[class-template-invocation:#";

    private CaseId() {}

    static String of(TestIdentifier test) {
        Optional<TestSource> source = test.getSource();
        if (source.isPresent() && source.get() instanceof MethodSource method) {
            return of(test.getUniqueId(), test.getDisplayName(), method.getJavaClass(), method.getJavaMethod());
        }
        if (source.isPresent() && source.get() instanceof ClassSource type && test.isContainer()) {
            return nameOf(type.getJavaClass());
        }
        return test.getDisplayName();
    }

    static String of(ExtensionContext context) {
        return of(
                context.getUniqueId(),
                context.getDisplayName(),
                context.getRequiredTestClass(),
                context.getRequiredTestMethod());
    }

    /** Returns where a case stands in the code, for messages: {@code org.example.SoftmaxTest.grad()}. */
    static String origin(TestIdentifier test) {
        if (test.getSource().isPresent() && test.getSource().get() instanceof MethodSource method) {
            return method.getClassName() + "." + method.getMethodName() + "() '" + test.getDisplayName() + "'";
        }
        return test.getUniqueId();
    }

    /** Returns the class of a test in full, empty if it has none. */
    static String type(TestIdentifier test) {
        if (test.getSource().isPresent() && test.getSource().get() instanceof MethodSource method) {
            return method.getClassName();
        }
        return "";
    }

    private static String of(String uniqueId, String displayName, Class<?> type, Method method) {
        // Not UniqueId.parse, whose regular expression took a quarter of the interpreter's time: a case asks several
        // times.
        String last = uniqueId.substring(uniqueId.lastIndexOf("/[") + 2, uniqueId.length() - 1);
        int colon = last.indexOf(':');
        String byCode = nameOf(type) + classInvocation(uniqueId) + "." + method.getName();
        return switch (last.substring(0, colon)) {
            case "dynamic-test" -> displayName;
            case "test-template-invocation" ->
                DEFAULT_INVOCATION.matcher(displayName).matches()
                        ? byCode + "[" + last.substring(colon + 2) + "]"
                        : displayName;
            default -> AnnotationSupport.isAnnotated(method, DisplayName.class) ? displayName : byCode;
        };
    }

    private static String classInvocation(String uniqueId) {
        int start = uniqueId.indexOf(CLASS_INVOCATION);
        return start < 0
                ? ""
                : "[" + uniqueId.substring(start + CLASS_INVOCATION.length(), uniqueId.indexOf(']', start)) + "]";
    }

    private static String nameOf(Class<?> type) {
        String name = type.getName().substring(type.getPackageName().length());
        return (name.startsWith(".") ? name.substring(1) : name).replace('$', '.');
    }
}
