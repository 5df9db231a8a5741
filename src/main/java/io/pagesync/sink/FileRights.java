package io.pagesync.sink;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Owner, group and mode of a file that another takes the place of. */
final class FileRights {
    private static final Map<PosixFilePermission, PosixFilePermission> GROUP_AS_OTHERS =
            Map.of(GROUP_READ, OTHERS_READ, GROUP_WRITE, OTHERS_WRITE, GROUP_EXECUTE, OTHERS_EXECUTE);

    private FileRights() {}

    /**
     * Gives a new file those of the old one, as far as the process may; nothing where there is no old one, or the file
     * system knows no such rights. A group that cannot be kept is given no more than everybody is.
     */
    static void keep(Path old, Path young) throws IOException {
        PosixFileAttributeView to = Files.getFileAttributeView(young, PosixFileAttributeView.class);
        if (to == null || !Files.exists(old)) {
            return;
        }
        PosixFileAttributes was = Files.readAttributes(old, PosixFileAttributes.class);
        PosixFileAttributes is = to.readAttributes();
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        mode.addAll(was.permissions());
        if (!is.owner().equals(was.owner())) {
            attempt(() -> to.setOwner(was.owner()));
        }
        if (!is.group().equals(was.group()) && !attempt(() -> to.setGroup(was.group()))) {
            GROUP_AS_OTHERS.forEach((group, others) -> {
                if (!mode.contains(others)) {
                    mode.remove(group);
                }
            });
        }
        to.setPermissions(mode);
    }

    private interface Change {
        void make() throws IOException;
    }

    private static boolean attempt(Change change) {
        try {
            change.make();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
