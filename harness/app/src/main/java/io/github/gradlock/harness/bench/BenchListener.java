package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.explain.ExplainListener;

/** Hears how a benchmark goes. */
public interface BenchListener extends ExplainListener {}
