const posts = Array.from({ length: 12345 }, (_, i) => ({ id: i + 1, title: `Titel №${i + 1}`, views: i / 7 }));
require("fs").writeFileSync(process.argv[2], JSON.stringify({ posts }));
