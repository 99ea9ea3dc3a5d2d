/** The documentation as a site: Markdown files become pages with navigation, search and links that are checked. */
@NullMarked
package io.github.gradlock.site;

import org.jspecify.annotations.NullMarked;
