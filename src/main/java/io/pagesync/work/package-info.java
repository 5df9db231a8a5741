/** Pages that the process whose run they are asks others for: what it sends them, and what they answer. Knows no Camel. */
@NullMarked
package io.pagesync.work;

import org.jspecify.annotations.NullMarked;
