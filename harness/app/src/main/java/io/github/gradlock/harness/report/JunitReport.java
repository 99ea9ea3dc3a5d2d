package io.github.gradlock.harness.report;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Subject;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
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
        xml.writeAttribute("failures", String.valueOf(number(CaseOutcome.FAILED)));
        xml.writeAttribute("errors", String.valueOf(broken.size()));
        xml.writeAttribute("skipped", String.valueOf(number(CaseOutcome.SKIPPED)));
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
                CaseOutcome outcome = CaseOutcome.of(result, subject.name());
                if (outcome != CaseOutcome.PASSED) {
                    List<String> lines = CaseOutcome.text(report, result, subject.name());
                    xml.writeStartElement(outcome == CaseOutcome.FAILED ? "failure" : "skipped");
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

    private long number(CaseOutcome outcome) {
        return report.comparison().cases().stream()
                .mapToLong(result -> subjects.stream()
                        .filter(subject -> CaseOutcome.of(result, subject.name()) == outcome)
                        .count())
                .sum();
    }
}
