insert into post (id, number, title) select x, x, 'Titel №' || x from system_range(1, 12345);
