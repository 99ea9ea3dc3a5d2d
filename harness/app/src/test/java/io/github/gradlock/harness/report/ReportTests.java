package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.protocol.CaseStatus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTests {
    private static final String HOSTILE = "<script>alert(1)</script> & \"quotes\" | ]]> \u001b[31m";

    @Test
    void junitNamesTheEnvironmentInEachTest() throws Exception {
        Document document = parsed(ReportFixture.failing().junit());
        Element suite = document.getDocumentElement();
        assertEquals("9", suite.getAttribute("tests"));
        NodeList tests = suite.getElementsByTagName("testcase");
        int failures = 0;
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            names.add(test.getAttribute("name"));
            failures += test.getElementsByTagName("failure").getLength();
        }
        assertEquals(9, names.size());
        assertTrue(names.contains("softmax [temurin-21]"));
        // softmax in all three, sum where it varies, tanh where it is missing.
        assertEquals(5, failures);
        assertEquals("5", suite.getAttribute("failures"));
    }

    @Test
    void junitHasAnErrorForEachEnvironmentThatDidNotEnd() throws Exception {
        var value = BundleFixture.floats("grad", 1);
        Report report = ReportFixture.report(
                Policies.BITWISE,
                List.of(ReportFixture.failed("c", "no answer within 10 min")),
                new BundleFixture("a").with("exp", value),
                new BundleFixture("b").with("exp", value).partial());
        Element suite = parsed(report.junit()).getDocumentElement();
        assertEquals("4", suite.getAttribute("tests"));
        assertEquals("2", suite.getAttribute("errors"));
        assertEquals("0", suite.getAttribute("failures"));
        NodeList errors = suite.getElementsByTagName("error");
        assertEquals(2, errors.getLength());
        assertEquals("no answer within 10 min", ((Element) errors.item(0)).getAttribute("message"));
        assertEquals("run [b]", ((Element) errors.item(1).getParentNode()).getAttribute("name"));
    }

    @Test
    void junitCountsSkips() throws Exception {
        Report report = ReportFixture.report(
                Policies.BITWISE,
                List.of(),
                new BundleFixture("a").with("gpu", CaseStatus.SKIPPED, "no GPU"),
                new BundleFixture("b").with("gpu", CaseStatus.SKIPPED, "no GPU"));
        assertEquals("2", parsed(report.junit()).getDocumentElement().getAttribute("skipped"));
    }

    @Test
    void namesFromBundlesAreTextInEveryForm() throws Exception {
        var one = BundleFixture.floats("grad", 1);
        Report report = ReportFixture.report(
                Policies.BITWISE,
                List.of(),
                new BundleFixture(HOSTILE).with("case " + HOSTILE, one).provenance("os", HOSTILE),
                new BundleFixture("b").with("case " + HOSTILE, BundleFixture.floats("grad", 2)));
        for (String form : List.of(
                report.markdown(),
                report.junit(),
                report.json(),
                report.sarif(),
                String.join("", report.terminal(null)))) {
            assertFalse(form.contains("\u001b"));
        }
        assertTrue(report.markdown().contains("&lt;script>alert(1)&lt;/script> &amp; \"quotes\" \\|"));
        assertEquals(2, parsed(report.junit()).getElementsByTagName("failure").getLength());
    }

    @Test
    void markdownStaysSmallWhateverWasFound() throws Exception {
        BundleFixture a = new BundleFixture("a");
        BundleFixture b = new BundleFixture("b");
        for (int i = 0; i < 500; i++) {
            a.with("case" + i, BundleFixture.floats("grad", i));
            b.with("case" + i, BundleFixture.floats("grad", i + 1));
        }
        Report report = ReportFixture.report(Policies.BITWISE, List.of(), a, b);
        assertTrue(report.markdown().length() < 10_000);
        assertTrue(report.markdown().contains("… and 490 more: report.json has all"));
        assertTrue(
                report.terminal(null).contains("… and 490 more; gradlock compare --case PATTERN or --json shows all"));
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
