package io.github.gradlock.harness.image;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * What a layer says of a file, without what depends on when and where it was made: access times, and names of users.
 *
 * @param name its path, without a slash at either end
 * @param type the flag of its kind in a tar archive
 * @param mode permissions
 * @param user number
 * @param group number
 * @param seconds since 1970, of its last change
 * @param link what it points to; empty for a file or folder
 * @param major of a device
 * @param minor of a device
 * @param attributes extended ones, as PAX headers
 * @param offset of its bytes where they were put down
 * @param size of them
 */
record LayerEntry(
        String name,
        byte type,
        int mode,
        long user,
        long group,
        long seconds,
        String link,
        int major,
        int minor,
        Map<String, String> attributes,
        long offset,
        long size) {
    /** Files that were written while a layer was made have this time: one second, since some programs take zero for none. */
    static final long FIXED_SECONDS = 1;

    private static final String ATTRIBUTE = "SCHILY.xattr.";

    /**
     * Takes what an archive says of a file.
     *
     * @param begin of the making: a later time is replaced
     */
    static LayerEntry of(String name, TarArchiveEntry entry, Instant begin, long offset) {
        long seconds = entry.getLastModifiedTime().toInstant().getEpochSecond();
        Map<String, String> attributes = new TreeMap<>(entry.getExtraPaxHeaders());
        attributes.keySet().removeIf(key -> !key.startsWith(ATTRIBUTE));
        return new LayerEntry(
                name,
                entry.getLinkFlag(),
                entry.getMode() & 07777,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                seconds >= begin.getEpochSecond() ? FIXED_SECONDS : seconds,
                entry.isLink() ? LayerTar.plain(entry.getLinkName()) : entry.getLinkName(),
                entry.getDevMajor(),
                entry.getDevMinor(),
                attributes,
                offset,
                entry.isFile() && !entry.isLink() ? entry.getSize() : 0);
    }

    /** Marks that a file of a lower layer is gone. */
    static LayerEntry whiteout(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(0, slash + 1) + ".wh." + path.substring(slash + 1);
        return new LayerEntry(name, TarArchiveEntry.LF_NORMAL, 0, 0, 0, FIXED_SECONDS, "", 0, 0, Map.of(), 0, 0);
    }

    boolean isHardLink() {
        return type == TarArchiveEntry.LF_LINK;
    }

    /** Returns the same file under another name, or as the one that has the bytes. */
    LayerEntry as(byte otherType, String otherLink, long bytesAt, long bytes) {
        return new LayerEntry(
                name, otherType, mode, user, group, seconds, otherLink, major, minor, attributes, bytesAt, bytes);
    }

    TarArchiveEntry header() {
        boolean folder = type == TarArchiveEntry.LF_DIR;
        TarArchiveEntry entry = new TarArchiveEntry(folder ? name + "/" : name, type);
        entry.setMode(mode);
        entry.setIds((int) user, (int) group);
        entry.setUserId(user);
        entry.setGroupId(group);
        entry.setUserName("");
        entry.setGroupName("");
        entry.setModTime(seconds * 1000);
        entry.setLinkName(link);
        entry.setDevMajor(major);
        entry.setDevMinor(minor);
        entry.setSize(size);
        attributes.forEach(entry::addPaxHeader);
        return entry;
    }
}
