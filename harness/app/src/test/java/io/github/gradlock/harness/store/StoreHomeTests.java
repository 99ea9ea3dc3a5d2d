package io.github.gradlock.harness.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreHomeTests {
    private static final Path USER = Path.of("/home/ada").toAbsolutePath();

    @Test
    void isWhereASystemHasSuchFiles() {
        assertEquals(USER.resolve(".cache/gradlock"), StoreHome.of(Map.of(), "Linux", USER));
        assertEquals(USER.resolve("Library/Caches/gradlock"), StoreHome.of(Map.of(), "Mac OS X", USER));
        assertEquals(USER.resolve("AppData/Local/gradlock"), StoreHome.of(Map.of(), "Windows 11", USER));
        Path local = USER.resolve("local");
        assertEquals(
                local.resolve("gradlock"), StoreHome.of(Map.of("LOCALAPPDATA", local.toString()), "Windows 11", USER));
    }

    @Test
    void isWhereVariablesSay() {
        Path cache = USER.resolve("cache");
        assertEquals(
                cache.resolve("gradlock"), StoreHome.of(Map.of("XDG_CACHE_HOME", cache.toString()), "Linux", USER));
        assertEquals(
                USER.resolve(".cache/gradlock"),
                StoreHome.of(Map.of("XDG_CACHE_HOME", "relative"), "Linux", USER),
                "the XDG specification has relative ones ignored");
        Path mine = USER.resolve("mine");
        assertEquals(
                mine,
                StoreHome.of(
                        Map.of(StoreHome.VARIABLE, mine.toString(), "XDG_CACHE_HOME", cache.toString()),
                        "Linux",
                        USER));
        assertEquals(USER.resolve(".cache/gradlock"), StoreHome.of(Map.of(StoreHome.VARIABLE, " "), "Linux", USER));
    }
}
