package io.github.gradlock.harness.signature;

import java.nio.file.Path;
import java.util.Locale;

/** Signatures as the programs write them that people sign with. */
public enum SignatureFormat {
    /** {@code ssh-keygen -Y sign}. */
    SSH(".sig", "ssh-keygen", "-----BEGIN SSH SIGNATURE-----"),
    /** {@code gpg --detach-sign --armor}. */
    GPG(".asc", "gpg", "-----BEGIN PGP SIGNATURE-----");

    private final String suffix;
    private final String program;
    private final String firstLine;

    SignatureFormat(String suffix, String program, String firstLine) {
        this.suffix = suffix;
        this.program = program;
        this.firstLine = firstLine;
    }

    /** Returns the file of a bundle's signature, which lies beside it: {@code laptop.glb.sig}. */
    public Path beside(Path bundle) {
        Path place = bundle.toAbsolutePath().normalize();
        Path name = place.getFileName();
        Path file = place.resolveSibling((name == null ? "" : name.toString()) + suffix);
        // Shown as the bundle was named, where that says which folder it is in.
        Path named = bundle.getFileName();
        return named == null || named.toString().matches("\\.{0,2}") ? file : bundle.resolveSibling(named + suffix);
    }

    /** Returns the name of the program. */
    public String program() {
        return program;
    }

    String firstLine() {
        return firstLine;
    }

    /** Returns the name that options take: {@code ssh} or {@code gpg}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
