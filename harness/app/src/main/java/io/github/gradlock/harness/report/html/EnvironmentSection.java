package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.report.Agreement;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.harness.report.Report;
import io.github.gradlock.harness.report.Standing;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import java.util.List;
import java.util.Objects;

/** The environments that were asked for: what became of each, and who agrees with whom over all cases. */
final class EnvironmentSection {
    private final Report report;
    private final List<String> names;
    private final Agreement agreement;

    EnvironmentSection(Report report) {
        this.report = report;
        this.names = report.names();
        this.agreement = Agreement.ofAll(names, report.comparison().cases());
    }

    void write(Markup page) {
        page.open("section", "id", "environments").line();
        page.element("h2", "Environments").line();
        if (names.size() > 1) {
            page.element("p", sentence(), "class", "hint").line();
        }
        page.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "Environments");
        page.open("table", "class", "environments");
        page.open("thead").open("tr");
        for (String head : List.of("side", "environment", "status", "cases", "time", "results")) {
            page.element("th", head, "scope", "col", "class", "of-" + head);
        }
        page.close().close().line().open("tbody").line();
        report.environments().forEach(environment -> row(page, environment));
        page.close().close().close().line();
        page.close().line();
    }

    private String sentence() {
        int sides = agreement.sides().size();
        return sides == 1
                ? "All of them have the same bits in every case that they recorded."
                : "Over all cases they stand on " + sides
                        + " sides; environments on one side have the same bits in every case that they recorded."
                        + " None of them is the expected one.";
    }

    private void row(Markup page, EnvironmentResult environment) {
        page.open("tr").open("td");
        int index = names.indexOf(environment.name());
        if (index >= 0 && names.size() > 1) {
            Side.write(page, agreement.standings().get(index), agreement.hasLargest());
        }
        page.close();
        page.element("th", environment.name(), "scope", "row");
        page.open("td", "class", "status " + tone(environment.status()).style())
                .element("span", sign(environment.status()), "class", "sign", "aria-hidden", "true")
                .text(" " + Figures.words(environment.status()));
        if (environment.reason() != null) {
            page.element("small", environment.reason());
        }
        page.close();
        boolean results = environment.bundle() != null || environment.cases() > 0;
        page.element("td", results ? Figures.count(environment.cases()) : "", "class", "number");
        page.element("td", results ? Figures.seconds(environment.seconds()) : "", "class", "number");
        String digest = Objects.requireNonNullElse(environment.resultsDigest(), "");
        page.open("td").element("code", Figures.digest(digest), "title", digest).close();
        page.close().line();
    }

    private static Tone tone(Status status) {
        return status == Status.COMPLETED ? Tone.GOOD : status == Status.FAILED ? Tone.BAD : Tone.INCOMPLETE;
    }

    private static String sign(Status status) {
        return status == Status.NOT_RUN
                ? Standing.MISSING.symbol() + ""
                : tone(status).sign();
    }
}
