package io.github.gradlock.recorder.matrix;

import io.github.gradlock.recorder.GradientRecorderExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class in every environment of {@code gradlock run}, and shows each environment with its cases as
 * tests: in an IDE, in Surefire and in Failsafe.
 *
 * <p>The bodies of the tests are executed in the environments, not here: a test passes if gradlock says that its case has
 * the same bits everywhere, fails with what gradlock says of it where it does not, and is aborted with the reason where
 * the environment cannot run here. Methods before and after tests are executed here only where a {@code @TestFactory} has
 * to name its tests. Needs JUnit 5.13 or later, and gradlock: the system property {@code gradlock.launcher} or the
 * variable {@code GRADLOCK} names its launcher, or {@code gradlock} is on the {@code PATH}.
 *
 * <p>One process serves all classes of a suite (a jar or classes folder) whose attributes are the same; it selects them by
 * the tag {@value #TAG}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Tag(EnvironmentMatrix.TAG)
@ClassTemplate
@ExtendWith({EnvironmentMatrixExtension.class, GradientRecorderExtension.class})
public @interface EnvironmentMatrix {
    /** The tag that all annotated classes bear. */
    String TAG = "gradlock-environment-matrix";

    /** Names of environments, {@code host-jdk} or {@code host[jit=c2]}; by default those of {@code matrix.yml}. */
    String[] environments() default {};

    /** Folder of the environments, from the folder that the tests run in; by default as {@code gradlock run} finds it. */
    String directory() default "";

    /** Executions of each case in a process; 0 for what {@code matrix.yml} says. */
    int iterations() default 0;

    /** Processes for each environment; 0 for what {@code matrix.yml} says. */
    int restarts() default 0;

    /** Environments, or {@code all}, whose tests fail where they cannot run. */
    String[] require() default {};

    /** What cases may differ by, {@code softmax*=ulp:2}; by default nothing. */
    String[] policy() default {};

    /** Further options of {@code gradlock run}, a word each: {@code {"--seed", "7", "--offline"}}. */
    String[] options() default {};

    /** Minutes after which the run is ended, and the class fails. */
    int timeLimitMinutes() default 30;
}
