package io.pagesync.recording;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Answers of an API, and which requests they are for. Immutable.
 *
 * @param origin the server that gave them, to which their links lead
 * @param leftOut the query parameters that were left out of it, because they hold secrets, and are not looked at in requests
 * @param about what was changed of them, for people; empty if nothing was
 * @param answers in the order in which they were asked for
 */
public record Recording(Origin origin, Set<String> leftOut, String about, List<RecordedAnswer> answers) {
    /** Copies the collections. */
    public Recording {
        leftOut = Set.copyOf(leftOut);
        answers = List.copyOf(answers);
    }

    /** The answer to a request: of several the one that says most exactly for what it is, and of those the first. */
    public Optional<RecordedAnswer> find(RecordedRequest asked) {
        return answers.stream()
                .filter(answer -> answer.request().matches(asked, leftOut))
                .min(Comparator.comparingInt(answer -> answer.request().anyParts()));
    }

    /** Why there is no answer to a request, with the recorded request that is nearest to it. */
    public String missing(RecordedRequest asked) {
        if (answers.isEmpty()) {
            return asked + " is not in the recording, which is empty";
        }
        RecordedRequest near = Collections.min(
                answers.stream().map(RecordedAnswer::request).toList(),
                Comparator.comparingInt(request -> request.differences(asked)));
        boolean otherBody = near.toString().equals(asked.toString());
        return asked + " is not in the recording; the nearest is " + near + (otherBody ? ", with another body" : "");
    }

    /** The number of pages there are. */
    public int pages() {
        return (int) answers.stream()
                .map(RecordedAnswer::page)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }
}
