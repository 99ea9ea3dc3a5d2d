package io.github.gradlock.benchmark;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a case once, under an id that says where it stands and nothing of its cause. */
public final class NamedCase implements TestTemplateInvocationContextProvider {
    /** Creates the extension; JUnit calls it. */
    public NamedCase() {}

    /** Returns the id of the case that a method is. */
    public static String id(Method method) {
        String folder = method.getDeclaringClass().getPackageName();
        return folder.substring(folder.lastIndexOf('.') + 1) + "/" + method.getName();
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        String id = id(context.getRequiredTestMethod());
        return Stream.of(new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocationIndex) {
                return id;
            }
        });
    }
}
