package io.pagesync.spring;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Adds the settings in Spring's environment to Camel's properties; camel-spring-boot only looks single ones up. */
@Configuration(proxyBeanMethods = false)
public class PagesyncAutoConfiguration {
    /** Makes the configuration. */
    public PagesyncAutoConfiguration() {}

    /** Camel's properties component takes every such bean. */
    @Bean
    public SpringSettings pagesyncSpringSettings(ConfigurableEnvironment environment) {
        return new SpringSettings(environment);
    }
}
