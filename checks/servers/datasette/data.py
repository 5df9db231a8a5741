"""A database of 12,345 posts. Usage: data.py FILE"""

import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as database:
    database.execute("create table posts (id integer primary key, title text, views real)")
    database.executemany(
        "insert into posts values (?, ?, ?)", ((i + 1, f"Titel №{i + 1}", i / 7) for i in range(12345))
    )
