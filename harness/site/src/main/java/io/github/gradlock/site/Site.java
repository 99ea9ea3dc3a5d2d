package io.github.gradlock.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The site: all pages with what is wrong with them, and the files that they become. */
final class Site {
    private static final List<String> RESOURCES = List.of("site.css", "site.js");

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Page>> sections = new LinkedHashMap<>();
    private final Map<String, String> commands = new HashMap<>();

    private Site() {}

    /**
     * Reads all pages.
     *
     * @param root of the project, against which links to other files are checked
     * @param texts Markdown by the paths of files
     * @param contents the order of the pages
     * @param repository address that the paths of files which are no pages are appended to, or null
     */
    static Site of(Path root, Map<String, String> texts, Contents contents, @Nullable String repository) {
        Site site = new Site();
        PageReader reader = new PageReader(site.problems);
        Map<String, Page> pages = new TreeMap<>();
        texts.forEach((source, text) -> pages.put(source, reader.read(source, text)));
        contents.with(pages.keySet()).sections().forEach((name, files) -> site.addSection(name, files, pages));
        site.requireUrlsApart(pages.values());
        Links links = new Links(root, repository, pages.values(), site.problems);
        pages.values().forEach(links::resolve);
        pages.values().forEach(page -> site.requireReached(page, links));
        pages.keySet().stream()
                .filter(source -> source.startsWith(CommandPages.FOLDER))
                .forEach(source -> {
                    Page page = Objects.requireNonNull(pages.get(source));
                    site.commands.put(page.title(), page.url());
                });
        Collections.sort(site.problems);
        return site;
    }

    /** Returns what is wrong, by file and line; a site with problems is not to be published. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the files by their names; the same pages give the same bytes. Links are pointed to them only once, so it can be asked once. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        SearchIndex index = new SearchIndex();
        Layout layout = new Layout(sections);
        BodyRenderer renderer = new BodyRenderer(commands);
        List<Page> pages = sections.values().stream().flatMap(List::stream).toList();
        pages.forEach(index::add);
        for (Page page : pages) {
            files.put(page.url(), bytes(layout.html(page, renderer.render(page))));
        }
        files.put("search-index.js", bytes(index.script()));
        for (String resource : RESOURCES) {
            try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(resource))) {
                files.put(resource, in.readAllBytes());
            }
        }
        return files;
    }

    private void addSection(String name, List<String> files, Map<String, Page> pages) {
        List<Page> section = new ArrayList<>();
        for (String file : files) {
            Page page = pages.get(file);
            if (page == null) {
                problems.add(new Problem(SourceTree.CONTENTS, 0, "no such page: " + file, "take it out of the list"));
            } else {
                section.add(page);
            }
        }
        sections.put(name, section);
    }

    private void requireUrlsApart(Iterable<Page> pages) {
        Map<String, String> sources = new HashMap<>();
        for (Page page : pages) {
            String other = sources.put(page.url(), page.source());
            if (other != null) {
                problems.add(new Problem(
                        page.source(),
                        0,
                        "its page would be that of " + other + ": " + page.url(),
                        "name the file otherwise"));
            }
        }
    }

    /** The navigation reaches every page, but who reads on comes by links. */
    private void requireReached(Page page, Links links) {
        if (!links.isReached(page)
                && !page.url().equals("index.html")
                && !page.source().startsWith(CommandPages.FOLDER)) {
            problems.add(new Problem(
                    page.source(), 0, "no other page links to this one", "link to it where people look for it"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
