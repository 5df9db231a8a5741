/** Pagesync in a Spring Boot application, as docs/embedding.md describes it. */
package io.pagesync.examples.springboot;
