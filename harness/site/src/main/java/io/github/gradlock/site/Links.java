package io.github.gradlock.site;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * The links of all pages: each has to lead somewhere, and an address is one of the web or of mail. A link to another file of the project leads to the repository if its address is
 * known, and is plain text where it is not.
 */
final class Links {
    private final Path root;
    private final @Nullable String repository;
    private final Map<String, Page> pages = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final List<Problem> problems;

    /**
     * Constructs the links.
     *
     * @param root of the project
     * @param repository address that the paths of files are appended to, or null
     * @param problems where it puts what it finds
     */
    Links(Path root, @Nullable String repository, Iterable<Page> pages, List<Problem> problems) {
        this.root = root;
        this.repository = repository;
        this.problems = problems;
        pages.forEach(page -> this.pages.put(page.source(), page));
    }

    /** Points the links of a page to pages of the site. */
    void resolve(Page page) {
        List<Link> links = new ArrayList<>();
        page.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link);
                visitChildren(link);
            }
        });
        links.forEach(link -> resolve(page, link));
    }

    /** Returns whether a link of another page leads to a page. */
    boolean isReached(Page page) {
        return reached.contains(page.source());
    }

    private void resolve(Page page, Link link) {
        String destination = link.getDestination();
        if (destination.matches("(https?|mailto):.*")) {
            return;
        }
        int hash = destination.indexOf('#');
        String path = hash < 0 ? destination : destination.substring(0, hash);
        String anchor = hash < 0 ? "" : destination.substring(hash + 1);
        String file = path.isEmpty() ? page.source() : beside(page.source(), path);
        Page target = file == null ? null : pages.get(file);
        if (target != null) {
            leadTo(page, link, target, anchor);
        } else if (file != null && Files.exists(root.resolve(file))) {
            leadToRepository(link, file);
        } else {
            problems.add(new Problem(
                    page.source(),
                    PageReader.line(link),
                    "a link to what is not there: " + destination,
                    "paths are relative to the file that the link stands in"));
        }
    }

    private void leadTo(Page page, Link link, Page target, String anchor) {
        if (!target.equals(page)) {
            reached.add(target.source());
        }
        if (!anchor.isEmpty() && !target.hasAnchor(anchor)) {
            problems.add(new Problem(
                    page.source(),
                    PageReader.line(link),
                    "a link to a heading that is not there: " + link.getDestination(),
                    target.source() + " has "
                            + String.join(
                                    ", ",
                                    target.headings().stream()
                                            .map(heading -> "#" + heading.anchor())
                                            .toList())));
        }
        link.setDestination((target.equals(page) ? "" : target.url()) + (anchor.isEmpty() ? "" : "#" + anchor));
        if (link.getDestination().isEmpty()) {
            link.setDestination(target.url());
        }
    }

    private void leadToRepository(Link link, String file) {
        if (repository != null) {
            link.setDestination(repository + file);
            return;
        }
        Node name = new FileMention(file);
        for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
            name.appendChild(child);
        }
        link.insertBefore(name);
        link.unlink();
    }

    /** Returns the path from the root, or null for one that leads out of the project or is none. */
    private static @Nullable String beside(String source, String path) {
        try {
            Path folder = Path.of(source).getParent();
            Path file = (folder == null ? Path.of(path) : folder.resolve(path)).normalize();
            return file.isAbsolute() || file.startsWith("..")
                    ? null
                    : file.toString().replace('\\', '/');
        } catch (InvalidPathException none) {
            return null;
        }
    }
}
