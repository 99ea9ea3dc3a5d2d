package io.github.gradlock.probe;

import io.github.gradlock.protocol.CaseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Collects what {@code junit.xml} says: every case of the first iteration, and what failed in a further one. */
final class JUnitReport {
    private static final int TRACE_LENGTH = 16_000;

    private final String suite;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(
            String type,
            String name,
            double seconds,
            CaseStatus status,
            @Nullable String reason,
            @Nullable String stackTrace) {}

    JUnitReport(String suite) {
        this.suite = suite;
    }

    synchronized void add(
            String type,
            String caseId,
            int iteration,
            double seconds,
            CaseStatus status,
            @Nullable String reason,
            @Nullable Throwable failure) {
        if (iteration == 0 || status == CaseStatus.FAILED) {
            String name = iteration == 0 ? caseId : caseId + " (iteration " + iteration + ")";
            entries.add(new Entry(type, name, seconds, status, reason, stackTrace(failure)));
        }
    }

    private static @Nullable String stackTrace(@Nullable Throwable failure) {
        if (failure == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.getBuffer().substring(0, Math.min(text.getBuffer().length(), TRACE_LENGTH));
    }

    synchronized void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", clean(suite));
            xml.writeAttribute("tests", Integer.toString(entries.size()));
            xml.writeAttribute("failures", Long.toString(count(CaseStatus.FAILED)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", Long.toString(count(CaseStatus.SKIPPED)));
            for (Entry entry : entries) {
                write(xml, entry);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void write(XMLStreamWriter xml, Entry entry) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(entry.type()));
        xml.writeAttribute("name", clean(entry.name()));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", entry.seconds()));
        if (entry.status() != CaseStatus.PASSED) {
            xml.writeStartElement(entry.status() == CaseStatus.FAILED ? "failure" : "skipped");
            xml.writeAttribute("message", clean(entry.reason() == null ? "" : entry.reason()));
            if (entry.status() == CaseStatus.FAILED && entry.stackTrace() != null) {
                xml.writeCharacters(clean(entry.stackTrace()));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private long count(CaseStatus status) {
        return entries.stream().filter(entry -> entry.status() == status).count();
    }

    /** Replaces what XML 1.0 cannot hold. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean allowed =
                    c == '\t' || c == '\n' || c >= 0x20 && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff;
            clean.appendCodePoint(allowed ? c : 0xfffd);
        });
        return clean.toString();
    }
}
