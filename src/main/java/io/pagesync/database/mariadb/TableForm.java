package io.pagesync.database.mariadb;

import org.jooq.RenderContext;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/**
 * What each table that is made is made with, at the end of its statement: rows whose long values go to pages of their own, and
 * texts that are the same only if they are so byte for byte. The database's own collation, as a rule, takes {@code Ab}, {@code ab}
 * and {@code äb} for one key, and does not see a change from one to the other.
 */
final class TableForm implements VisitListener {
    /** The charset of all texts. */
    static final String CHARSET = "utf8mb4";

    /** Compares bytes, blanks at the end included. */
    static final String COLLATION = "utf8mb4_nopad_bin";

    @Override
    public void visitEnd(VisitContext context) {
        @Nullable RenderContext sql = context.renderContext();
        if (context.queryPart() instanceof QOM.CreateTable && sql != null) {
            sql.sql(" engine = InnoDB row_format = dynamic character set " + CHARSET + " collate " + COLLATION);
        }
    }
}
