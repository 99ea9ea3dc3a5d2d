import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.Arrays;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs classes of tests, and says in the last line how many of them passed; for ci/gpu-check. */
final class RunTests {
  public static void main(String[] classes) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    Arrays.stream(classes).forEach(name -> request.selectors(selectClass(name)));
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request.build(), summary);
    summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 20);
    long found = summary.getSummary().getTestsFoundCount();
    long passed = summary.getSummary().getTestsSucceededCount();
    System.out.println(passed + " of " + found + " passed");
    System.exit(found > 0 && passed == found ? 0 : 1);
  }
}
