package io.pagesync.paging.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionQueryTest {
    @Test
    void with_noParameters_isTheOneAlone() {
        assertThat(of("").with("page", "3")).isEqualTo("page=3");
    }

    @Test
    void of_pageNumberInTheQuery_isDropped() {
        assertThat(of("page=7&a=1&page=8&page").with("page", "1")).isEqualTo("a=1&page=1");
    }

    @Test
    void of_namesThatOnlyContainThePageParameter_stay() {
        assertThat(of("mypage=7&pages=8&Page=9").with("page", "1")).isEqualTo("mypage=7&pages=8&Page=9&page=1");
    }

    @ParameterizedTest
    @CsvSource({"page[number]=7", "page%5Bnumber%5D=7", "page%5bnumber%5d=7", "pa%67e[number]=7"})
    void of_pageNumberWhoseNameIsEncoded_isDropped(String query) {
        assertThat(CollectionQuery.of(query + "&a=1", "page[number]", "page[size]", 0)
                        .with("page[number]", "2"))
                .isEqualTo("a=1&page%5Bnumber%5D=2");
    }

    @Test
    void of_pageSizeAskedFor_replacesThatOfTheQuery() {
        assertThat(CollectionQuery.of("pageSize=10&a=1", "page", "pageSize", 500)
                        .with("page", "1"))
                .isEqualTo("a=1&pageSize=500&page=1");
    }

    @Test
    void of_noPageSizeAskedFor_leavesThatOfTheQuery() {
        assertThat(of("pageSize=10").with("page", "1")).isEqualTo("pageSize=10&page=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "q=a%20b q=a%20b",
                "q=a+b q=a+b",
                "q=é q=%C3%A9",
                "q=😀 q=%F0%9F%98%80",
                "q=[1] q=%5B1%5D",
                "q=a|b q=a%7Cb",
                "q=a#b q=a%23b",
                "q={\"x\":1} q=%7B%22x%22:1%7D",
                "q=a=b==c q=a=b==c",
                "flag flag",
                "q= q=",
                "&&q=1& q=1",
                "sort=id:asc,name:desc sort=id:asc,name:desc",
                "in=(1,2) in=(1,2)"
            })
    void of_whatTheUserWrote_isEncodedWhereItMustBe(String written, String encoded) {
        assertThat(of(written).with("page", "1")).isEqualTo(encoded + "&page=1");
    }

    @ParameterizedTest
    @CsvSource({"q=100%,q=100%25", "q=5%zz,q=5%25zz", "q=%4,q=%254", "q=%25,q=%25", "q=%c3%a9,q=%c3%a9"})
    void of_percentThatEncodesNothing_isEncodedItself(String written, String encoded) {
        assertThat(of(written).with("page", "1")).isEqualTo(encoded + "&page=1");
    }

    @Test
    void of_lineBreaksAndSpaces_cannotLeaveTheQuery() {
        assertThat(of("q=a b\r\nHost: x").with("page", "1")).isEqualTo("q=a%20b%0D%0AHost:%20x&page=1");
    }

    private static CollectionQuery of(String query) {
        return CollectionQuery.of(query, "page", "pageSize", 0);
    }
}
