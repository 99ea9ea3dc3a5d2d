package io.github.gradlock.site;

import org.commonmark.node.CustomNode;

/** Words that were a link to a file of the project which is no page. */
final class FileMention extends CustomNode {
    private final String path;

    FileMention(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
