package org.example;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a class as an IDE does, and prints what an IDE's tree shows. */
public class Tree {
    public static void main(String[] arguments) throws Exception {
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(Class.forName(arguments[0])))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionStarted(TestIdentifier test) {
                                if (test.isContainer()) {
                                    System.out.println("CONTAINER " + test.getDisplayName());
                                }
                            }

                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                String why = result.getThrowable().map(Throwable::getMessage).orElse("");
                                if (test.isTest() || !why.isEmpty()) {
                                    System.out.println(result.getStatus() + " " + test.getDisplayName() + "\n" + why);
                                }
                            }
                        });
    }
}
