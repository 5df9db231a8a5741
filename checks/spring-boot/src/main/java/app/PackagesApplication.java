package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Somebody's application; there is nothing of Pagesync in its code. */
@SpringBootApplication
public class PackagesApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(PackagesApplication.class, arguments);
    }
}
