package io.github.gradlock.harness.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.report.ReportSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlReportTests {
    private static final int MOST_BYTES = 3_000_000;
    private static final Set<String> VOID = Set.of("meta", "input", "path", "rect", "circle");

    @Test
    void showsTheVerdictFirstAndThenEverySection() throws Exception {
        Document page = parsed(HtmlReport.of(ReportSample.of(2, 60)));
        assertEquals("✘ Different", only(page, "h1").getTextContent());
        List<String> sections = new ArrayList<>();
        elements(page, "section").forEach(section -> sections.add(section.getAttribute("id")));
        assertEquals(List.of("environments", "map", "cases", "provenance"), sections);
        Element first = elements(page, "details").stream()
                .filter(details -> details.getAttribute("id").equals("case-2"))
                .findFirst()
                .orElseThrow();
        String text = first.getTextContent();
        for (String part : List.of(
                "First divergence: step 5 of 22, exp (forward)",
                "Likely causes",
                "libm or intrinsic",
                "significant bits kept",
                "origin: same inputs, other output",
                "gradlock bisect 'host-jdk17[jit=c2,kernels=vector]' temurin-21 --case exp.grad.float32.0")) {
            assertTrue(text.contains(part), part);
        }
        assertEquals(
                "jdk.flags",
                elements(page, "tbody").stream()
                        .filter(body -> ((Element) body.getParentNode())
                                .getAttribute("class")
                                .equals("provenance"))
                        .findFirst()
                        .orElseThrow()
                        .getElementsByTagName("th")
                        .item(0)
                        .getTextContent());
    }

    @Test
    void everyLinkAndEveryIdentifierIsItsOwn() throws Exception {
        Document page = parsed(HtmlReport.of(ReportSample.of(3, 300)));
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            String id = element.getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), "twice: " + id);
        }
        for (Element link : elements(page, "a")) {
            String target = link.getAttribute("href");
            assertTrue(target.startsWith("#") && ids.contains(target.substring(1)), target);
        }
    }

    @Test
    void fetchesNothingAndRunsNothingButItsOwn() throws Exception {
        String html = HtmlReport.of(ReportSample.of(2, 60));
        Document page = parsed(html);
        String policy = elements(page, "meta").stream()
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .findFirst()
                .orElseThrow()
                .getAttribute("content");
        assertTrue(policy.startsWith("default-src 'none'; "), policy);
        for (String tag : List.of("style", "script")) {
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(only(page, tag).getTextContent().getBytes(StandardCharsets.UTF_8)));
            assertTrue(policy.contains(tag + "-src 'sha256-" + hash + "'"), tag);
        }
        for (Element element : elements(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertFalse(name.equals("src") || name.equals("style") || name.startsWith("on"), name);
            }
        }
        assertFalse(Pattern.compile("url\\(|@import|//[a-z]").matcher(html).find());
    }

    /** HTML closes a void element by itself and no other: one written the other way would read differently there. */
    @Test
    void readsTheSameAsHtmlAndAsXml() throws Exception {
        String html = HtmlReport.of(ReportSample.of(3, 300));
        var empty = Pattern.compile("<([a-z0-9]+)[^<>]*/>").matcher(html);
        while (empty.find()) {
            assertTrue(VOID.contains(empty.group(1)), empty.group());
        }
        assertFalse(Pattern.compile("<(meta|input)[^<>]*[^/]>").matcher(html).find());
    }

    @Test
    void staysSmallWithTwentyEnvironmentsAndFiveThousandCases() throws Exception {
        Report report = ReportSample.of(20, 5_000);
        String html = HtmlReport.of(report);
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length < MOST_BYTES, html.length() + " characters");
        Document page = parsed(html);
        assertTrue(elements(page, "*").size() < 60_000, elements(page, "*").size() + " elements");
        report.comparison().cases().forEach(result -> assertTrue(html.contains(result.id()), result.id()));
    }

    @Test
    void staysSmallWhereNothingAgrees() throws IOException {
        Report report = ReportSample.ofStrangers(20, 3_000);
        String html = HtmlReport.of(report);
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length < MOST_BYTES, html.length() + " characters");
        report.comparison().cases().forEach(result -> assertTrue(html.contains(result.id()), result.id()));
    }

    @Test
    void textIsNeverMarkup() {
        Markup markup = new Markup().element("p", "<script>'&\"\u001b", "title", "\"><x>");
        assertEquals("<p title=\"&quot;&gt;&lt;x&gt;\">&lt;script&gt;&#39;&amp;&quot;\uFFFD</p>", markup.toString());
        assertThrows(IllegalArgumentException.class, () -> new Markup().verbatim("script", "a < b"));
        assertThrows(IllegalStateException.class, () -> new Markup().open("p").toString());
    }

    private static Document parsed(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        html.replace("<!doctype html>\n", "").getBytes(StandardCharsets.UTF_8)));
    }

    private static Element only(Document page, String tag) {
        List<Element> found = elements(page, tag);
        assertEquals(1, found.size(), tag);
        return found.get(0);
    }

    private static List<Element> elements(Document page, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
