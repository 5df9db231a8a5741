package io.pagesync.since;

import io.pagesync.page.Page;
import io.pagesync.since.Repeats.RecordId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the records of a page were changed.
 *
 * @param left the page, or null for one that an earlier attempt at the run has seen, without the records that the last whole run has delivered
 * @param repeated how many these are
 * @param highest the highest value of the field, as the API wrote it; empty if there is none
 * @param problem what keeps the mark from going on, in one clause; empty if nothing does
 * @param latest the records that may lie within the overlap before the run's mark
 */
public record PageChanges(@Nullable Page left, int repeated, String highest, String problem, List<Changed> latest) {
    /** A record and when it was changed. */
    record Changed(BigInteger position, RecordId id) {}

    /** Copies the list. */
    public PageChanges {
        latest = List.copyOf(latest);
    }

    /** Of a page of which nobody asks when its records were changed. */
    public static PageChanges none(Page page) {
        return new PageChanges(page, 0, "", "", List.of());
    }

    /** The same of a page that an earlier pass of the run has delivered. */
    public PageChanges again() {
        return new PageChanges(left, 0, highest, problem, latest);
    }

    /** The same of a page whose records are not delivered: the next run may leave none of them out. */
    public PageChanges undelivered() {
        return new PageChanges(left, 0, highest, problem, List.of());
    }

    /** All but the page, to be read by {@link #of}. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(highest);
            out.writeUTF(problem);
            out.writeInt(latest.size());
            for (Changed each : latest) {
                byte[] position = each.position.toByteArray();
                out.writeByte(position.length);
                out.write(position);
                out.writeLong(each.id.upper());
                out.writeLong(each.id.lower());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Those that {@link #toBytes} has made bytes of. */
    public static PageChanges of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String highest = in.readUTF();
            String problem = in.readUTF();
            List<Changed> latest = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                BigInteger position = new BigInteger(in.readNBytes(in.readByte()));
                latest.add(new Changed(position, new RecordId(in.readLong(), in.readLong())));
            }
            return new PageChanges(null, 0, highest, problem, latest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
