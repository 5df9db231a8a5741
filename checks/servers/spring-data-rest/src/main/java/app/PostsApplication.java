package app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** A repository of posts (data.sql), which Spring Data REST makes an API of. */
@SpringBootApplication
@EnableJpaRepositories(considerNestedRepositories = true)
public class PostsApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(PostsApplication.class, arguments);
    }

    /** The collection under /posts. */
    public interface Posts extends JpaRepository<Post, Integer> {}

    /** As it comes, the API keeps ids out of its records: they are in their links. */
    @Entity
    @Table(name = "post")
    public static class Post {
        @Id
        private Integer id;

        private int number;
        private String title;

        public int getNumber() {
            return number;
        }

        public String getTitle() {
            return title;
        }
    }
}
