package io.pagesync.camel.context;

import static io.pagesync.testing.TestSync.bare;
import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Camel lets pass of a Kamelet's use is refused, in one sentence that says what is right. */
final class KameletGuardTest {
    private Engine engine;

    @BeforeEach
    void start() {
        engine = Engine.start(TestApi.at(URI.create("http://127.0.0.1:1")).settings());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String refusal(TestSync sync) {
        return refusal("packages", sync.yaml());
    }

    /** What a user sees; it must be one of our own errors, and one sentence. */
    private String refusal(String name, String yaml) {
        InvalidSettingException error =
                catchThrowableOfType(InvalidSettingException.class, () -> engine.addRoutes(name, yaml));
        assertThat(error).as("the refusal of %s", yaml).isNotNull();
        assertThat(error.getMessage()).doesNotContain("Exception", "\n", "kamelet://", "org.apache");
        return String.valueOf(error.getMessage());
    }

    @Test
    void query_withoutRaw_isRefusedWithTheWayToWriteIt() {
        assertThat(refusal(packages().with("query", "licenseNumber=C11&pageSize=100")))
                .isEqualTo("the query of kamelet:collection-source is not raw, so Camel cuts it at its first &;"
                        + " write query: RAW(licenseNumber=C11&...)");
    }

    @Test
    void query_inTheUri_isRefusedLikewise() {
        assertThat(refusal(bare("packages").uri("kamelet:collection-source/source?api=t3&path=/a&query=a=1&b=2")))
                .contains("write query: RAW(");
    }

    @Test
    void query_withASingleParameterAndNoRaw_isRefusedToo() {
        assertThat(refusal(packages().with("query", "licenseNumber=C11"))).contains("RAW(licenseNumber=C11&...)");
    }

    @Test
    void query_withoutRawThatHoldsASecret_doesNotRepeatIt() {
        assertThat(refusal(packages().with("query", "api_key=s3cr3t&pageSize=100")))
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({"pagesize, pageSize", "oder, order", "onPageFailur, onPageFailure", "keys, key", "apis, api"})
    void parameter_unknown_isRefusedWithTheNearestName(String wrong, String right) {
        assertThat(refusal(packages().with(wrong, "1")))
                .isEqualTo("there is no parameter '" + wrong + "' of kamelet:collection-source; did you mean " + right
                        + "?");
    }

    @Test
    void parameter_likeNoOther_isRefusedWithThoseThatOneReads() {
        assertThat(refusal(packages().with("licenseNumber", "C11")))
                .startsWith("there is no parameter 'licenseNumber' of kamelet:collection-source; there is api, ")
                .matches(".*, misfire, more, \\.\\.\\. \\(\\d+ in all\\)");
    }

    @Test
    void changes_thatCamelCuts_areToBeRaw() {
        String route = "- to: { uri: 'kamelet:database-sink', parameters: { table: a, changes: '%s' } }";

        assertThat(refusal(packages().steps(route.formatted("file:out?fileName=a&password=hush&fileExist=Append"))))
                .isEqualTo(
                        "the changes of kamelet:database-sink are not raw, so Camel cuts the endpoint at its first &;"
                                + " write changes: RAW(file:out?...)");
    }

    @Test
    void parameter_unknownToTheSink_isRefusedWithTheNearestName() {
        assertThat(refusal(packages()
                        .steps("- to: { uri: 'kamelet:jsonl-sink', parameters: { file: a.jsonl, fil: b.jsonl } }")))
                .isEqualTo("there is no parameter 'fil' of kamelet:jsonl-sink; did you mean file?");
    }

    @Test
    void parameter_requiredAndMissing_isNamed() {
        assertThat(refusal(
                        bare("packages").uri("kamelet:collection-source/source").with("api", "t3")))
                .isEqualTo("kamelet:collection-source needs path; it is not given");
    }

    @Test
    void parameter_requiredBySinkAndMissing_isNamed() {
        assertThat(refusal(packages().steps("- to: kamelet:jsonl-sink")))
                .isEqualTo("kamelet:jsonl-sink needs file; it is not given");
    }

    @Test
    void api_unknown_isRefusedWithTheNearestName() {
        assertThat(refusal(packages().with("api", "t33"))).isEqualTo("there is no API named 't33'; did you mean t3?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order | pages | one of arrival, page",
                "order | Page | one of arrival, page",
                "verify | proved | one of counted, bracketed, confirmed",
                "onPageFailure | skip | one of stop, continue",
                "misfire | later | one of run, skip",
                "gather | all | one of report, pages, records",
                "pageSize | -1 | a whole number from 0 to 2147483647",
                "pageSize | 1.5 | a whole number from 0 to 2147483647",
                "firstPage | one | a whole number from 0 to 1000000",
                "batchSize | 99999999999 | a whole number from 0 to 2147483647",
                "path | v2/packages | a path that begins with a slash",
                "path | /v2/packages?a=1 | a path without a query; write that as query: RAW(name=value&name=value)",
                "name | Packages | a lower-case letter, then letters and digits; it is the route's id, if no name is"
                        + " given",
                "name | my-sync | a lower-case letter, then letters and digits; it is the route's id, if no name is"
                        + " given"
            })
    void value_impossible_isRefusedWithWhatIsPossible(String parameter, String value, String right) {
        assertThat(refusal(packages().with(parameter, value)))
                .isEqualTo("the sync " + (parameter.equals("name") ? value : "packages") + " has " + parameter + ": '"
                        + value + "'; it must be " + right);
    }

    @Test
    void routeId_thatIsNoName_isRefused() {
        assertThat(refusal("packages", packages().id("Packages").yaml()))
                .isEqualTo("the sync Packages has name: 'Packages'; it must be a lower-case letter, then letters and"
                        + " digits; it is the route's id, if no name is given");
    }

    @Test
    void bracketed_withoutAKey_isRefused() {
        assertThat(refusal(packages().with("key", "none").with("verify", "bracketed")))
                .isEqualTo("verify is bracketed, which compares keys, but the key is none; name one, such as id"
                        + " (parameter key)");
    }

    @Test
    void kameletId_equalToTheRoutesOwn_isRefused() {
        assertThat(refusal(bare("packages")
                        .uri("kamelet:collection-source/packages")
                        .with("api", "t3")
                        .with("path", "/a")))
                .isEqualTo("the route packages and its kamelet:collection-source/packages have one id; write"
                        + " kamelet:collection-source, or another id behind the slash");
    }

    @Test
    void kameletId_equalToAnotherRoutes_isRefused() {
        engine.addRoutes(
                "one",
                bare("one")
                        .uri("kamelet:collection-source/first")
                        .with("api", "t3")
                        .with("path", "/a")
                        .yaml());

        assertThat(refusal(bare("two")
                        .uri("kamelet:collection-source/one")
                        .with("api", "t3")
                        .with("path", "/b")))
                .isEqualTo(
                        "kamelet:collection-source/one has the id of another route; write another id behind the slash");
    }

    @Test
    void kameletId_ofAnotherSyncsKamelet_isRefused() {
        engine.addRoutes(
                "one",
                bare("one")
                        .uri("kamelet:collection-source/source")
                        .with("api", "t3")
                        .with("path", "/a")
                        .yaml());

        assertThat(refusal(bare("two")
                        .uri("kamelet:collection-source/source")
                        .with("api", "t3")
                        .with("path", "/b")))
                .isEqualTo("kamelet:collection-source/source has the id of another route; write another id behind"
                        + " the slash");
    }

    @Test
    void twoSyncs_withEqualParameters_areBothThere() {
        for (String id : new String[] {"one", "two", "three"}) {
            engine.addRoutes(
                    id,
                    bare(id).uri("kamelet:collection-source")
                            .with("api", "t3")
                            .with("path", "/a")
                            .yaml());
        }

        assertThat(Syncs.of(engine.context()).all()).extracting(Sync::name).contains("one", "two", "three");
    }

    @Test
    void twoSyncs_withEqualParametersAndIds_areBothThere() {
        engine.addRoutes(
                "one",
                bare("one")
                        .uri("kamelet:collection-source/first")
                        .with("api", "t3")
                        .with("path", "/a")
                        .yaml());
        engine.addRoutes(
                "two",
                bare("two")
                        .uri("kamelet:collection-source/second")
                        .with("api", "t3")
                        .with("path", "/a")
                        .yaml());

        assertThat(engine.context().getRoute("one")).isNotNull();
        assertThat(engine.context().getRoute("two")).isNotNull();
    }

    @Test
    void twoSyncs_ofOneName_areRefused() {
        engine.addRoutes(
                "one",
                bare("one")
                        .uri("kamelet:collection-source/first")
                        .with("api", "t3")
                        .with("path", "/a")
                        .with("name", "same")
                        .yaml());

        assertThat(refusal(bare("two")
                        .uri("kamelet:collection-source/second")
                        .with("api", "t3")
                        .with("path", "/b")
                        .with("name", "same")))
                .isEqualTo("there are two syncs named same; give one of them another name");
    }

    @Test
    void endpoint_ofAnUnknownComponent_isRefused() {
        assertThat(refusal(packages().steps("- to: nosuch:queue")))
                .isEqualTo("Camel knows no component 'nosuch' here; mend the URI, or put the component's jar, such as"
                        + " camel-nosuch, on the classpath");
    }

    @Test
    void endpoint_withAnUnknownOption_isRefused() {
        assertThat(refusal(packages().steps("- to: 'seda:queue?sise=3'")))
                .isEqualTo("the endpoint seda:queue has no option sise");
    }

    @Test
    void endpoint_withAnImpossibleValue_isRefused() {
        assertThat(refusal(packages().steps("- to: 'seda:queue?size=many'")))
                .startsWith("the endpoint seda:queue cannot be used: ");
    }

    @Test
    void kamelet_unknown_isRefused() {
        assertThat(refusal(packages().steps("- to: kamelet:jsonl-snk")))
                .isEqualTo("there is no kamelet:jsonl-snk; did you mean jsonl-sink?");
    }

    @Test
    void step_unknown_isRefusedWithItsPlace() {
        assertThat(refusal(packages().steps("- too: seda:a")))
                .startsWith("the routes in packages.camel.yaml cannot be read: ");
    }

    @Test
    void yaml_thatIsNone_isRefused() {
        assertThat(refusal("packages", "- route: [")).startsWith("the routes in packages.camel.yaml cannot be read: ");
    }

    @Test
    void kamelets_ofOurs_leaveErrorsToTheirOwnRoutes() {
        engine.addRoutes("packages", packages().yaml());

        assertThat(engine.context().getEndpoints())
                .filteredOn(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast)
                .filteredOn(each -> each.getTemplateId().equals("collection-source"))
                .isNotEmpty()
                .allMatch(KameletEndpoint::isNoErrorHandler);
    }

    @Test
    void engine_afterARefusal_takesTheMendedSync() throws IOException {
        try (Sandbox sandbox =
                        Sandbox.start(SandboxSettings.builder().records(300).build());
                Engine other = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            var unused = catchThrowableOfType(
                    InvalidSettingException.class,
                    () -> other.addRoutes(
                            "packages", packages().with("oder", "page").yaml()));

            RunReport report = packages().with("order", "page").run(other);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void engine_afterARefusal_takesAnotherSync() {
        assertThat(refusal(packages().with("oder", "page"))).contains("'oder'");

        engine.addRoutes("others", packages().id("others").yaml());

        assertThat(engine.context().getRoute("others")).isNotNull();
    }
}
