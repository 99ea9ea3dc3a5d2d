package io.github.gradlock.benchmark;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a case with a planted fault, and says all that is known of it.
 *
 * <p>The case's id is the last word of its package and its method's name, {@code known/temperedSoftmax}: neither that, nor the names of the
 * traced operations, nor how side B is made tells the cause.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(NamedCase.class)
public @interface Fault {
    /** Why the bits differ. */
    Cause cause();

    /** Further causes, where several have to meet, or each has an origin of its own. */
    Cause[] also() default {};

    /** Between which executions it shows. */
    Shows shows() default Shows.SIDES;

    /**
     * The operations in which it starts, as phase, name and number among those of the same name: {@code backward matmul 1}. A leaf that is
     * not the same is {@code forward input 1}. Empty where the trace must not show it.
     */
    String[] steps();

    /** What is set on side A: see {@link #b}. */
    String[] a() default {};

    /**
     * What is set on side B: a variant factor ({@code avx=0}), a JVM option (it starts with a dash), or an environment variable
     * ({@code BENCHMARK_SIDE=b}, in capitals). Empty where the fault shows within one environment.
     */
    String[] b() default {};

    /** How many executions in one process show it surely. */
    int iterations() default 1;

    /** How many processes show it surely. */
    int restarts() default 1;

    /** Whether the recorded gradients differ; otherwise only intermediate results do. */
    boolean inGradient() default true;
}
