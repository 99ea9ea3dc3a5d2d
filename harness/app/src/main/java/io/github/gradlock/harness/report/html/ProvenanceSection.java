package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.diff.Subject;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the environments turned out to be: what differs first, side by side; what is the same in all is folded. */
final class ProvenanceSection {
    /** With more environments, a row lists the values and who has each. */
    private static final int COLUMNS = 4;

    private final List<Subject> subjects;
    private final Map<String, List<String>> differing = new TreeMap<>();
    private final Map<String, List<String>> same = new TreeMap<>();

    ProvenanceSection(Report report) {
        this.subjects = report.comparison().subjects();
        for (Subject subject : subjects) {
            subject.bundle().manifest().provenance().keySet().forEach(key -> differing.putIfAbsent(key, values(key)));
        }
        differing.forEach((key, values) -> {
            if (values.stream().distinct().count() == 1) {
                same.put(key, values);
            }
        });
        differing.keySet().removeAll(same.keySet());
    }

    void write(Markup page) {
        if (differing.isEmpty() && same.isEmpty()) {
            return;
        }
        page.open("section", "id", "provenance").line();
        page.element("h2", "Provenance").line();
        if (!differing.isEmpty()) {
            page.element(
                            "p",
                            Figures.count(differing.size(), "thing") + " in which the environments differ.",
                            "class",
                            "hint")
                    .line();
            page.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "What differs");
            page.open("table", "class", "provenance");
            if (subjects.size() <= COLUMNS) {
                sideBySide(page);
            } else {
                byValue(page);
            }
            page.close().close().line();
        }
        if (!same.isEmpty()) {
            page.open("details")
                    .element("summary", Figures.count(same.size(), "thing") + " that are the same in all of them")
                    .line();
            page.open("div", "class", "wide")
                    .open("table", "class", "provenance")
                    .open("tbody");
            same.forEach((key, values) -> page.open("tr")
                    .element("th", key, "scope", "row")
                    .element("td", values.get(0))
                    .close()
                    .line());
            page.close().close().close().close().line();
        }
        page.close().line();
    }

    private List<String> values(String key) {
        return subjects.stream()
                .map(subject -> subject.bundle().manifest().provenance().getOrDefault(key, ""))
                .toList();
    }

    private void sideBySide(Markup page) {
        page.open("thead").open("tr").element("th", "", "scope", "col");
        subjects.forEach(subject -> page.element("th", subject.name(), "scope", "col"));
        page.close().close().line().open("tbody").line();
        differing.forEach((key, values) -> {
            page.open("tr").element("th", key, "scope", "row");
            values.forEach(value -> page.element("td", shown(value)));
            page.close().line();
        });
        page.close();
    }

    private void byValue(Markup page) {
        page.open("thead").open("tr").element("th", "", "scope", "col");
        page.element("th", "value", "scope", "col").element("th", "in", "scope", "col");
        page.close().close().line();
        differing.forEach((key, values) -> {
            Map<String, List<String>> holders = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                holders.computeIfAbsent(values.get(i), value -> new ArrayList<>())
                        .add(subjects.get(i).name());
            }
            page.open("tbody").line();
            boolean first = true;
            for (Map.Entry<String, List<String>> holder : holders.entrySet()) {
                page.open("tr");
                if (first) {
                    page.element("th", key, "scope", "rowgroup", "rowspan", String.valueOf(holders.size()));
                }
                page.element("td", shown(holder.getKey()))
                        .element("td", String.join(", ", holder.getValue()), "class", "holders")
                        .close()
                        .line();
                first = false;
            }
            page.close().line();
        });
    }

    private static String shown(String value) {
        return value.isEmpty() ? "—" : value;
    }
}
