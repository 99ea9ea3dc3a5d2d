package io.github.gradlock.recorder;

import io.github.gradlock.recorder.matrix.EnvironmentMatrix;
import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The id of a case: the display name where somebody chose it, else {@code <Class>.<method>}, with {@code [n]} for the
 * n-th invocation of a template whose invocations have JUnit's default names.
 *
 * <p>JUnit writes a unique id as {@code [type:value]/[type:value]…}, and escapes brackets and slashes inside values.
 */
public final class CaseId {
    private static final Pattern DEFAULT_INVOCATION =
            Pattern.compile("\\[\\d+\\].*|repetition \\d+ of \\d+", Pattern.DOTALL);
    private static final String CLASS_TEMPLATE = "[class-template:";
    private static final String CLASS_INVOCATION = "[class-template-invocation:#";

    private CaseId() {}

    /** Returns the id of the test method that a context is of. */
    public static String of(ExtensionContext context) {
        return of(
                context.getUniqueId(),
                context.getDisplayName(),
                context.getRequiredTestClass(),
                context.getRequiredTestMethod());
    }

    /**
     * Returns the id of a test.
     *
     * @param uniqueId JUnit's id of it
     * @param displayName as JUnit shows it
     * @param type the test's class
     * @param method the test's method
     */
    public static String of(String uniqueId, String displayName, Class<?> type, Method method) {
        // Not UniqueId.parse, whose regular expression took a quarter of the interpreter's time: a case asks several
        // times.
        String last = uniqueId.substring(uniqueId.lastIndexOf("/[") + 2, uniqueId.length() - 1);
        int colon = last.indexOf(':');
        String byCode = of(type) + classInvocations(uniqueId, type) + "." + method.getName();
        return switch (last.substring(0, colon)) {
            case "dynamic-test" -> displayName;
            case "test-template-invocation" ->
                DEFAULT_INVOCATION.matcher(displayName).matches()
                        ? byCode + "[" + last.substring(colon + 2) + "]"
                        : displayName;
            default -> AnnotationSupport.isAnnotated(method, DisplayName.class) ? displayName : byCode;
        };
    }

    /** Returns a class as ids name it: without its package, nested ones behind a dot. */
    public static String of(Class<?> type) {
        String name = type.getName().substring(type.getPackageName().length());
        return (name.startsWith(".") ? name.substring(1) : name).replace('$', '.');
    }

    /** Returns the numbers of the invocations of class templates, outermost first; an environment is not counted. */
    private static String classInvocations(String uniqueId, Class<?> type) {
        StringBuilder numbers = new StringBuilder();
        int start = uniqueId.indexOf(CLASS_INVOCATION);
        if (start >= 0 && isOfMatrix(uniqueId, type)) {
            start = uniqueId.indexOf(CLASS_INVOCATION, start + 1);
        }
        while (start >= 0) {
            int from = start + CLASS_INVOCATION.length();
            numbers.append('[')
                    .append(uniqueId, from, uniqueId.indexOf(']', from))
                    .append(']');
            start = uniqueId.indexOf(CLASS_INVOCATION, from);
        }
        return numbers.toString();
    }

    /** Asks the outermost class by its name: a nested one may be inherited, and know another outer class. */
    private static boolean isOfMatrix(String uniqueId, Class<?> type) {
        int start = uniqueId.indexOf(CLASS_TEMPLATE);
        if (start < 0) {
            return false;
        }
        String name = uniqueId.substring(start + CLASS_TEMPLATE.length(), uniqueId.indexOf(']', start));
        try {
            return AnnotationSupport.isAnnotated(
                    Class.forName(name, false, type.getClassLoader()), EnvironmentMatrix.class);
        } catch (ClassNotFoundException elsewhere) {
            return false;
        }
    }
}
