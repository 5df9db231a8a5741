package io.pagesync.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.destination.MessageId;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.run.Delivery;
import io.pagesync.run.plan.Scope;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The records of a page as records of a topic, each made when it is sent. Not thread-safe. */
final class PageRecords {
    private final String topic;
    private final Page page;
    private final boolean keyed;
    private final @Nullable KeyText key;
    private final List<Header> headers;
    private final MessageId ids;

    PageRecords(String topic, Page page, Delivery delivery) {
        this.topic = topic;
        this.page = page;
        this.keyed = page.keys().size() == page.getSize();
        List<JsonPointer> pointers = delivery.partition().format().key();
        Scope scope = delivery.partition().collection().scope();
        // The key may be all of a record's bytes.
        boolean whole = pointers.isEmpty() || pointers.contains(JsonPointer.empty());
        this.key = whole ? null : new KeyText(scope.values().values(), pointers);
        String run = delivery.run().id();
        Header sync = header("PagesyncSync", delivery.run().collection().sync());
        Header its = header("PagesyncRun", run);
        Header number = header("PagesyncPage", Integer.toString(page.getNumber()));
        this.headers = scope.text().isEmpty()
                ? List.of(sync, its, number)
                : List.of(sync, its, number, header("PagesyncScope", scope.text()));
        this.ids = new MessageId(run, delivery.partition().name(), page);
    }

    /** How many bytes the page has. */
    int length() {
        return page.length();
    }

    /** That of the record at {@code index}, counted from 0. */
    ProducerRecord<byte[], byte[]> at(int index) {
        JsonRecord record = page.record(index);
        byte[] value = record.toBytes();
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(topic, null, key(record, index), value, headers);
        made.headers().add(header("PagesyncId", ids.of(index, value)));
        return made;
    }

    private byte @Nullable [] key(JsonRecord record, int index) {
        if (!keyed) {
            return null;
        }
        KeyText text = key;
        return (text == null ? HexFormat.of().toHexDigits(page.keys().get(index)) : text.of(record)).getBytes(UTF_8);
    }

    /** By what the records' ids are known among others. */
    long[] marks() {
        return IntStream.range(0, page.getSize())
                .mapToLong(
                        index -> Fingerprint.of(ids.of(index, page.record(index).toBytes())))
                .toArray();
    }

    /** The keys of the records; none if one of them has none. */
    PageKeys keys() {
        return keyed ? page.keys() : PageKeys.NONE;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
