package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Finding;
import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.diff.Variation;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as JUnit's XML: one test for each case in each environment, whose name ends with the environment's, and one that is an
 * error for each environment that did not come to its end.
 */
final class JunitReport {
    private final Report report;
    private final List<Subject> subjects;

    private JunitReport(Report report) {
        this.report = report;
        this.subjects = report.comparison().subjects();
    }

    static String of(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JunitReport(report).write(xml);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.append('\n').toString();
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        List<CaseResult> cases = report.comparison().cases();
        Map<String, String> broken = report.broken();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "gradlock");
        xml.writeAttribute("tests", String.valueOf(cases.size() * subjects.size() + broken.size()));
        xml.writeAttribute("failures", String.valueOf(number("failure")));
        xml.writeAttribute("errors", String.valueOf(broken.size()));
        xml.writeAttribute("skipped", String.valueOf(number("skipped")));
        for (Map.Entry<String, String> environment : broken.entrySet()) {
            begin(xml, "run [" + environment.getKey() + "]");
            xml.writeStartElement("error");
            xml.writeAttribute("message", Figures.plain(environment.getValue()));
            xml.writeEndElement();
            xml.writeEndElement();
        }
        for (CaseResult result : cases) {
            for (Subject subject : subjects) {
                begin(xml, result.id() + " [" + subject.name() + "]");
                String outcome = outcome(result, subject.name());
                if (!outcome.equals("passed")) {
                    List<String> lines = CaseText.of(
                            ofTest(result, subject.name()),
                            report.explanations().get(result.id()));
                    xml.writeStartElement(outcome);
                    xml.writeAttribute("message", lines.get(0));
                    xml.writeCharacters(String.join("\n", lines));
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void begin(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "gradlock");
        xml.writeAttribute("name", Figures.plain(name));
    }

    /** What varies elsewhere is told by the tests of the environments in which it does. */
    private static CaseResult ofTest(CaseResult result, String environment) {
        List<Variation> own = result.variations().stream()
                .filter(variation -> variation.environment().equals(environment))
                .toList();
        return new CaseResult(
                result.id(),
                result.verdict(),
                result.policy(),
                result.executions(),
                result.differences(),
                own,
                result.findings());
    }

    private long number(String outcome) {
        return report.comparison().cases().stream()
                .mapToLong(result -> subjects.stream()
                        .filter(subject -> outcome(result, subject.name()).equals(outcome))
                        .count())
                .sum();
    }

    /**
     * Returns {@code passed}, {@code failure} or {@code skipped}. Where environments differ, none of them is the expected one:
     * the case fails in all. Where one varies, or a finding names it, it fails there.
     */
    private static String outcome(CaseResult result, String environment) {
        Optional<Finding> finding = result.findings().stream()
                .filter(found -> found.environments().contains(environment))
                .findFirst();
        boolean varies = result.variations().stream()
                .anyMatch(variation ->
                        !variation.withinPolicy() && variation.environment().equals(environment));
        boolean differs = result.differences().stream().anyMatch(difference -> !difference.isWithinPolicy());
        if (varies || differs) {
            return "failure";
        }
        return finding.map(found -> found.kind() == Finding.Kind.SKIPPED || found.kind() == Finding.Kind.NOT_COMPARED
                        ? "skipped"
                        : "failure")
                .orElse("passed");
    }
}
