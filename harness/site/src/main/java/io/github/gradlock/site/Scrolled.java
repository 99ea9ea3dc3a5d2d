package io.github.gradlock.site;

import org.commonmark.node.CustomBlock;

/** A block that scrolls by itself where it is wider than the page. */
final class Scrolled extends CustomBlock {}
