package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AptAnswerTests {
    private static final String URIS = """
            'http://mirror.example/debian/pool/main/libj/x/libjpeg62-turbo_2.1.5-2_amd64.deb' libjpeg62-turbo_1%3a2.1.5-2_amd64.deb 166332 MD5Sum:c43c12e2144cad5b82c10d63dcc57ecd
            'http://security.example/debian-security/pool/updates/main/b/libbrotli1_1.0.9-2%2bdeb12u1_amd64.deb' libbrotli1_1.0.9-2+deb12u1_amd64.deb 274704\s
            """;

    private static final String RECORDS = """
            Package: libjpeg62-turbo
            Version: 1:2.1.5-2
            Description-en: a library
             Size: 1
            Filename: pool/main/libj/x/libjpeg62-turbo_2.1.5-2_amd64.deb
            Size: 166332
            SHA256: 1111111111111111111111111111111111111111111111111111111111111111

            Package: libbrotli1
            Version: 1.0.9-2+deb12u1
            Filename: pool/updates/main/b/libbrotli1_1.0.9-2+deb12u1_amd64.deb
            Size: 274704
            SHA256: 2222222222222222222222222222222222222222222222222222222222222222

            """;

    @Test
    void joinsFilesWithTheirRecords() {
        assertEquals(
                List.of(
                        new AptPackage(
                                "libbrotli1",
                                "1.0.9-2+deb12u1",
                                "pool/updates/main/b/libbrotli1_1.0.9-2+deb12u1_amd64.deb",
                                274704,
                                "2".repeat(64)),
                        new AptPackage(
                                "libjpeg62-turbo",
                                "1:2.1.5-2",
                                "pool/main/libj/x/libjpeg62-turbo_2.1.5-2_amd64.deb",
                                166332,
                                "1".repeat(64))),
                AptAnswer.parse(URIS + AptAnswer.SEPARATOR + "\n" + RECORDS).packages());
    }

    @Test
    void theNewestArchiveDatesThem() {
        String dates = AptAnswer.DATES
                + "\nSat, 15 Nov 2025 10:00:11 UTC\nFri, 28 Nov 2025 08:45:12 UTC\nSat, 1 Nov 2025 00:00:00 UTC\n";
        AptResolution resolution = AptAnswer.parse(URIS + AptAnswer.SEPARATOR + "\n" + RECORDS + dates);
        assertEquals("20251128T084512Z", resolution.archiveDate());
        assertEquals(2, resolution.packages().size());
        assertNull(AptAnswer.parse(URIS + AptAnswer.SEPARATOR + "\n" + RECORDS).archiveDate());
    }

    @Test
    void refusesAnAnswerWithGaps() {
        IllegalArgumentException cut = assertThrows(IllegalArgumentException.class, () -> AptAnswer.parse(URIS));
        assertEquals("apt's answer ends early", cut.getMessage());
        IllegalArgumentException missing = assertThrows(
                IllegalArgumentException.class,
                () -> AptAnswer.parse(URIS + AptAnswer.SEPARATOR + "\n" + RECORDS.replace("SHA256: 2", "SHA1: 2")));
        assertEquals("apt has no SHA-256 for libbrotli1=1.0.9-2+deb12u1", missing.getMessage());
    }
}
