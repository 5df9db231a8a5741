package io.pagesync.camel.boot;

import io.pagesync.PagesyncException;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** An application of camel-main that has Pagesync's jar, and says in one line each what becomes of its syncs. */
final class BareApplication {
    private BareApplication() {}

    /** The URL of the API t3, and the files of syncs, each the only one of its context and named as its sync. */
    public static void main(String[] arguments) {
        for (int file = 1; file < arguments.length; file++) {
            System.out.println(outcome(arguments[0], Path.of(arguments[file])));
        }
        System.exit(0);
    }

    private static String outcome(String url, Path file) {
        Main main = new Main();
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern("file:" + file);
        main.addOverrideProperty("pagesync.api.t3.base-url", url);
        main.addOverrideProperty("pagesync.api.t3.rate-limit", "0");
        String sync = file.getFileName().toString().replace(".camel.yaml", "");
        try {
            main.start();
            return sync + ": " + Pipeline.run(main.getCamelContext(), sync).verdict();
        } catch (Exception | LinkageError e) {
            return sync + ": " + sentence(e);
        } finally {
            main.shutdown();
        }
    }

    private static String sentence(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof PagesyncException) {
                return String.valueOf(each.getMessage());
            }
        }
        return error.toString();
    }
}
