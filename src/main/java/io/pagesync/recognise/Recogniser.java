package io.pagesync.recognise;

import io.pagesync.page.PageCap;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.recognise.Sample.Relation;
import io.pagesync.settings.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises how an API pages, from its first answer and at most two more, or three where only page 1 shows whether pages
 * count from 0: where the records are, how the next page is asked for, and what tells how many there are. What somebody has
 * given is not looked for. Where nothing shows how the next page is asked for, nothing is made up: then it is not decided.
 */
public final class Recogniser {
    private static final String ABOVE = "ask for more records than there are";

    private final Asked asked;
    private final Sample sample;
    private final Further further;
    private boolean isMore;

    private Recogniser(Asked asked, Sample sample, Further further) {
        this.asked = asked;
        this.sample = sample;
        this.further = further;
    }

    /** Whether what is given says all, so that there is nothing to recognise. */
    public static boolean isSaid(Map<String, String> given) {
        boolean counted = given.containsKey("total") || given.containsKey("pages");
        boolean numbered = given.containsKey("pageParameter") || given.containsKey("offsetParameter");
        boolean all = given.containsKey("records") && (given.containsKey("next") || (numbered && counted));
        return all || "one".equals(given.get("recordsAre"));
    }

    /**
     * What is recognised; nothing where the answer holds nothing that could be records, of which whoever reads the page says
     * more.
     *
     * @param first the answer to the URL as it is
     */
    public static Recognised of(Asked asked, RawAnswer first, Further further) {
        return Sample.of(asked, first)
                .map(sample -> new Recogniser(asked, sample, further).recognised())
                .orElseGet(() -> new Recognised(Map.of(), "", List.of(), true, true));
    }

    private Recognised recognised() {
        Optional<Style> style = style();
        if (style.isEmpty()) {
            return undecided();
        }
        Style found = style.get();
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> text = new ArrayList<>();
        records(found.sample(), parameters, text);
        text.add(found.text());
        parameters.putAll(found.parameters());
        size(found.sample(), parameters);
        List<String> unsure = new ArrayList<>(found.unsure());
        otherLists(found.sample().records()).ifPresent(unsure::add);
        count(found, parameters, text, unsure);
        laterPage(found).ifPresent(unsure::add);
        parameters.keySet().removeAll(asked.given().keySet());
        return new Recognised(
                parameters,
                String.join(", ", text),
                unsure,
                found.decided(),
                found.sample().answer().equals(sample.answer()));
    }

    /** By what is given, by what the answer shows, by what further answers show. */
    private Optional<Style> style() {
        if (asked.isGiven("next")) {
            return Optional.of(Style.next(sample, asked.given().getOrDefault("next", "")));
        }
        if (asked.isGiven("pageParameter", "firstPage")) {
            return Optional.of(
                    Style.pages(sample, asked.given().getOrDefault("pageParameter", "page"), number("firstPage", 1)));
        }
        if (asked.isGiven("offsetParameter")) {
            return Optional.of(
                    Style.offsets(sample, asked.given().getOrDefault("offsetParameter", ""), number("firstOffset", 0)));
        }
        return Strategies.find(sample)
                .map(this::respelled)
                .map(this::counting)
                .map(this::keeping)
                .or(this::tried);
    }

    /** By the cursor in a link that leaves out what the URL asks for, if the API takes it beside that; such links lose filters. */
    private Style keeping(Style style) {
        Optional<Links> lossy = Links.next(sample)
                .filter(link -> Map.of("next", link.place()).equals(style.parameters()))
                .filter(link ->
                        link.losesItsBase(asked) || !link.leavesOut(asked).isEmpty());
        if (lossy.isEmpty()) {
            return style;
        }
        Links link = lossy.get();
        Optional<String> taken = link.cursors().entrySet().stream()
                .limit(2)
                .filter(its -> sample.relation(further.ask(
                                asked.with(its.getKey(), its.getValue().get(0))))
                        == Relation.OTHERS)
                .map(Map.Entry::getKey)
                .findFirst();
        if (taken.isPresent()) {
            return Style.cursor(sample, link.place(), taken.get(), Strategies.moreOf(sample));
        }
        return link.leavesOut(asked).isEmpty()
                ? style
                : style.but(
                        true,
                        "whether the pages behind the first are what was asked for: the link to the next one leaves out "
                                + String.join(", ", link.leavesOut(asked)) + ", which the API may keep by itself");
    }

    /**
     * From 0 where the URL itself asks for page or offset 1, no total would show what is in front of that, and the API has other
     * records there.
     */
    private Style counting(Style style) {
        Map<String, String> parameters = style.parameters();
        boolean pages = parameters.containsKey("pageParameter");
        String name = parameters.getOrDefault(pages ? "pageParameter" : "offsetParameter", "");
        if (asked.number(name) != 1 || Count.of(style.sample()).isPresent()) {
            return style;
        }
        RawAnswer zero = further.ask(asked.with(name, "0"));
        return sample.relation(zero) == (pages ? Relation.OTHERS : Relation.SOME)
                ? Sample.of(asked, zero)
                        .map(first -> pages ? Style.pages(first, name, 0) : Style.offsets(first, name, 0))
                        .orElse(style)
                : style;
    }

    /** By the parameter that is meant, where an answer repeats it under another name, by which it is ignored or a filter. */
    private Style respelled(Style style) {
        String name = style.parameters()
                .getOrDefault("pageParameter", style.parameters().getOrDefault("offsetParameter", ""));
        return Words.SPELLINGS.stream()
                .filter(each ->
                        each.echo().equals(name) && !asked.query().names().contains(name))
                .filter(each -> sample.value(each.mark()).isPresent()
                        && sample.records().at().startsWith(each.records())
                        && !Count.hasAll(sample))
                .findFirst()
                .flatMap(each -> new Trial(sample, further)
                        .by(each.parameter())
                        .map(found -> found.with("sizeParameter", each.size())))
                .orElse(style);
    }

    private Optional<Style> tried() {
        Trial trial = new Trial(sample, further);
        Optional<Cursors> cursor = Cursors.find(sample);
        if (cursor.isPresent()) {
            Map<String, String> more = Strategies.moreOf(sample);
            return Optional.of(
                    cursor.get().isNamed(sample)
                            ? Style.cursor(
                                    sample,
                                    cursor.get().place(),
                                    cursor.get().parameters().get(0),
                                    more)
                            : trial.cursor(cursor.get(), more));
        }
        Optional<Style> found = isSmall() ? Optional.empty() : trial.number();
        isMore = trial.sawOthers();
        return found.or(() -> !isMore && isWhole() ? Optional.of(Style.pages(sample, "page", 1)) : Optional.empty())
                .or(() -> !isMore && isDeclared() ? Optional.of(Style.whole(sample)) : Optional.empty());
    }

    /** Whether somebody says that the first answer is all there is, where it does not name a next page. */
    private boolean isDeclared() {
        return "declared".equals(asked.given().get("end"));
    }

    /** Whether there is nothing to be asked for: no record, or a handful that is the total. */
    private boolean isSmall() {
        return sample.size() == 0 || (Count.hasAll(sample) && !PageCap.maybe(sample.size()));
    }

    /** Whether all came: as many as the total, or fewer than were asked for, and not as many as an API gives at the most. */
    private boolean isWhole() {
        return sample.size() == 0
                || Count.hasAll(sample)
                || (asked.number(asked.sizeParameter()) > sample.size() && !PageCap.maybe(sample.size()));
    }

    /** What the URL itself asks for, and the link to the next page changes, may be the place of a later page. */
    private Optional<String> laterPage(Style found) {
        return Links.next(found.sample()).flatMap(link -> link.cursors().entrySet().stream()
                .filter(its -> asked.query().names().contains(its.getKey())
                        && !asked.query().asksForFirst(its.getKey())
                        && !asked.query().values(its.getKey()).equals(its.getValue()))
                .findFirst()
                .map(its -> "whether the URL asks for the first page: the link to the next one changes its "
                        + its.getKey() + "; leave that out to load all"));
    }

    private Optional<String> otherLists(Records records) {
        return records.others().isEmpty()
                ? Optional.empty()
                : Optional.of("whether the records are at " + records.at() + " or at "
                        + String.join(" or at ", records.others()) + ", where there is a list like theirs; "
                        + asked.names().parameter("records") + " says it");
    }

    private static void records(Sample its, Map<String, String> parameters, List<String> text) {
        Records records = its.records();
        parameters.put("records", records.at());
        if (records.members()) {
            parameters.put("recordsAre", "members");
        }
        text.add((records.at().isEmpty() ? "the answer itself is the list of records" : "records at " + records.at())
                + (records.members() ? ", the members of an object" : "")
                + String.format(Locale.ROOT, " (%,d)", records.count()));
    }

    private static void size(Sample its, Map<String, String> parameters) {
        String parameter = its.sizeParameter();
        if (!parameter.isEmpty()) {
            parameters.putIfAbsent("sizeParameter", parameter);
        }
    }

    private void count(Style found, Map<String, String> parameters, List<String> text, List<String> unsure) {
        // What is no more than came is no total where more came then.
        Optional<Count> count = Count.of(found.sample())
                .filter(each -> !(isMore
                        && each.parameter().equals("total")
                        && each.number() <= found.sample().size()));
        if (asked.isGiven("total", "pages")) {
            return;
        }
        if (count.isPresent() && (found.counted() || count.get().parameter().equals("total"))) {
            parameters.put(count.get().parameter(), count.get().place());
            text.add(count.get().text());
        } else if (found.counted()) {
            parameters.put("total", "none");
            text.add("no total, the end is found by reading");
            if (Count.isRough(found.sample())) {
                unsure.add("how many records there are, because the total is said to be an estimate or a lower bound");
            }
        }
    }

    private Recognised undecided() {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> text = new ArrayList<>();
        records(sample, parameters, text);
        size(sample, parameters);
        parameters.put("total", "none");
        parameters.keySet().removeAll(asked.given().keySet());
        Naming names = asked.names();
        String sentence = "how the next page is asked for, if there is one: the answer says nothing of it; "
                + names.parameter("pageParameter") + ", " + names.parameter("offsetParameter") + " or "
                + names.parameter("next") + " say it; or " + ABOVE + " (" + names.parameter("pageSize") + " with "
                + names.parameter("sizeParameter") + ")"
                + (isMore
                        ? ""
                        : "; or, if these are all, say that the end is declared (" + names.parameter("end") + ")");
        List<String> unsure = new ArrayList<>(List.of(sentence));
        otherLists(sample.records()).ifPresent(unsure::add);
        return new Recognised(parameters, String.join(", ", text), unsure, false, true);
    }

    private int number(String parameter, int instead) {
        String text = asked.given().getOrDefault(parameter, "");
        return text.matches("\\d{1,7}") ? Integer.parseInt(text) : instead;
    }
}
