package io.github.gradlock.probe;

import io.github.gradlock.recorder.CaseId;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** What a test of the launcher is as a case. */
final class TestCase {
    private TestCase() {}

    static String id(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return CaseId.of(test.getUniqueId(), test.getDisplayName(), method.getJavaClass(), method.getJavaMethod());
        }
        return source instanceof ClassSource type && test.isContainer()
                ? CaseId.of(type.getJavaClass())
                : test.getDisplayName();
    }

    /** Returns where a case stands in the code, for messages: {@code org.example.SoftmaxTest.grad()}. */
    static String origin(TestIdentifier test) {
        return test.getSource().orElse(null) instanceof MethodSource method
                ? method.getClassName() + "." + method.getMethodName() + "() '" + test.getDisplayName() + "'"
                : test.getUniqueId();
    }

    /** Returns the class of a test in full, empty if it has none. */
    static String type(TestIdentifier test) {
        return test.getSource().orElse(null) instanceof MethodSource method ? method.getClassName() : "";
    }
}
