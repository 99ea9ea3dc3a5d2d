/** The report as one page of HTML that needs nothing besides itself. */
@NullMarked
package io.github.gradlock.harness.report.html;

import org.jspecify.annotations.NullMarked;
