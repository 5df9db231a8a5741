package io.pagesync.recording.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MasksTest {
    private static String masked(Masks masks, String body) {
        return new String(masks.mask(body.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void mask_values_keepTheirTypeAndWhatWasEqual() {
        Masks masks = new Masks(Set.of("email", "owner"));

        assertThat(masked(masks, "[{\"id\" : 7, \"email\":\"ä@x\"},\n {\"email\": \"b@x\"}, {\"email\":\"ä@x\"}]"))
                .isEqualTo(
                        "[{\"id\" : 7, \"email\":\"masked-1\"},\n {\"email\": \"masked-2\"}, {\"email\":\"masked-1\"}]");
        assertThat(masked(masks, "{\"owner\":{\"n\":[12, 3.50, true, null, \"b@x\"]}, \"n\":12}"))
                .isEqualTo("{\"owner\":{\"n\":[3, 4.0, false, null, \"masked-2\"]}, \"n\":12}");
    }

    @Test
    void mask_fieldThatIsNowhere_isTold() {
        Masks masks = new Masks(Set.of("email", "emial"));

        assertThat(masked(masks, "{\"email\":1}")).isEqualTo("{\"email\":1}");
        assertThat(masks.unseen()).containsExactly("emial");
    }

    @Test
    void mask_withoutFields_leavesEveryByte() {
        byte[] body = "no JSON".getBytes(UTF_8);

        assertThat(new Masks(Set.of()).mask(body)).isSameAs(body);
    }

    @Test
    void mask_whatIsNoJson_isRefused() {
        assertThatThrownBy(() -> masked(new Masks(Set.of("a")), "{\"a\":"))
                .isInstanceOf(PagesyncException.class)
                .hasMessageStartingWith("an answer cannot be recorded, because it is no JSON: ");
    }
}
