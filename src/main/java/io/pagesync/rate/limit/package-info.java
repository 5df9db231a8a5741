/** What permits wait for beside the pace of their process: quotas, and what several processes share. Knows no Camel. */
@NullMarked
package io.pagesync.rate.limit;

import org.jspecify.annotations.NullMarked;
