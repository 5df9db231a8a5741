import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Prints how many different ids a table of an SQLite file has: checks need no client of a database. */
class Rows {
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                ResultSet result = connection
                        .createStatement()
                        .executeQuery("select count(distinct id) from " + arguments[1])) {
            System.out.println(result.getLong(1));
        }
    }
}
