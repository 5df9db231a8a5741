/** MariaDB: its dialect, how its tables are made and changed, and how a page goes in. */
@NullMarked
package io.pagesync.database.mariadb;

import org.jspecify.annotations.NullMarked;
