package io.pagesync.examples.springboot;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.sqlite.SQLiteDataSource;

/**
 * Somebody's Spring Boot application. It has a database of its own, a dependency on Pagesync, the route in {@code
 * camel/packages.camel.yaml} and a few properties; there is nothing of Pagesync in its code.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PackagesApplication {
    @Bean
    DataSource warehouse(@Value("${warehouse.file}") String file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
