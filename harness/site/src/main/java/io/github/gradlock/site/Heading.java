package io.github.gradlock.site;

/**
 * A heading of a page.
 *
 * @param level 1 for the title, 2 for a section, …
 * @param text without markup
 * @param anchor the name that links use, as GitHub makes it
 * @param line of the file, counted from one
 */
record Heading(int level, String text, String anchor, int line) {}
