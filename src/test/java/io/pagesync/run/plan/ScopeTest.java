package io.pagesync.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.paging.request.CollectionQuery;
import org.junit.jupiter.api.Test;

final class ScopeTest {
    private static final CollectionQuery QUERY =
            CollectionQuery.of("state=CA&licence=A%26B%20C&page=3&x", "page", "pageSize", 0);

    @Test
    void of_severalNames_keepsTheirOrderAndDecodes() {
        Scope scope = Scope.of("scope", "licence, state", QUERY);

        assertThat(scope.values().keySet()).containsExactly("licence", "state");
        assertThat(scope.values()).containsEntry("licence", "A&B C");
        assertThat(scope.text()).isEqualTo("licence=A&B C&state=CA");
    }

    @Test
    void of_nothing_isNoScope() {
        assertThat(Scope.of("scope", " ", QUERY)).isEqualTo(Scope.NONE);
        assertThat(Scope.NONE.text()).isEmpty();
    }
}
