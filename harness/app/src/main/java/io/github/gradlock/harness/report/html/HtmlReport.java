package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.report.Commands;
import io.github.gradlock.harness.report.Report;

/**
 * The report as one page that stands alone: no network, no fonts, a script of a few lines that nothing depends on. It is written
 * as XML that HTML reads the same way.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** Returns the page. */
    public static String of(Report report) {
        PageSource source = PageSource.load(report.names().size());
        CaseSection cases = new CaseSection(report, new Commands(report));
        Markup page = new Markup();
        page.open("html", "lang", "en").line();
        head(page, report, source);
        page.open("body").line();
        page.element("a", "To the cases that are not reproducible", "class", "skip", "href", "#cases")
                .line();
        new VerdictSection(report).write(page);
        page.open("main").line();
        new EnvironmentSection(report).write(page);
        new MapSection(report, cases.details()).write(page);
        cases.write(page);
        new ProvenanceSection(report).write(page);
        page.close().line();
        footer(page, report);
        page.verbatim("script", source.script()).line();
        page.close().line().close();
        return "<!doctype html>\n" + page + "\n";
    }

    private static void head(Markup page, Report report, PageSource source) {
        page.open("head").line();
        page.empty("meta", "charset", "utf-8").line();
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", source.policy())
                .line();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        page.empty("meta", "name", "color-scheme", "content", "light dark").line();
        page.empty("meta", "name", "referrer", "content", "no-referrer").line();
        page.element("title", Tone.of(report.status()).sign() + " " + report.verdict() + " · " + report.header())
                .line();
        page.verbatim("style", source.style()).line();
        page.close().line();
    }

    private static void footer(Markup page, Report report) {
        String version = HtmlReport.class.getPackage().getImplementationVersion();
        page.open("footer");
        page.element(
                "p",
                "gradlock " + (version == null ? "development" : version)
                        + ". Beside this page lie the same results for programs: report.json, report.sarif, junit.xml, report.md.");
        report.common(bundle -> bundle.manifest().suiteHash())
                .filter(hash -> !hash.isEmpty())
                .ifPresent(hash ->
                        page.open("p").text("Suite ").element("code", hash).close());
        page.close().line();
    }
}
