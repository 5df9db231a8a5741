package io.pagesync.database.mariadb;

/** A statement of a number of rows, made of what stands before them, one of them and what stands behind. */
record RowsSql(String head, String row, String tail) {
    /** Stands for the rows. */
    static final String ROWS = "(:rows:)";

    /** Stands for a row's number in the row. */
    static final String NUMBER = ":number:";

    /**
     * A statement.
     *
     * @param sql the statement with {@link #ROWS}
     * @param row a row
     */
    static RowsSql of(String sql, String row) {
        int at = sql.indexOf(ROWS);
        return new RowsSql(sql.substring(0, at), row, sql.substring(at + ROWS.length()));
    }

    /** The statement for so many rows, 1 or more. */
    String of(int rows) {
        StringBuilder sql = new StringBuilder(head.length() + tail.length() + rows * (row.length() + 1));
        sql.append(head);
        int number = row.indexOf(NUMBER);
        for (int i = 0; i < rows; i++) {
            sql.append(i == 0 ? "" : ",");
            if (number < 0) {
                sql.append(row);
            } else {
                sql.append(row, 0, number).append(i).append(row, number + NUMBER.length(), row.length());
            }
        }
        return sql.append(tail).toString();
    }
}
