// Feathers with a paginated service in memory. Usage: server.js PORT
const { feathers } = require("@feathersjs/feathers");
const { koa, rest, bodyParser, errorHandler } = require("@feathersjs/koa");
const { memory } = require("@feathersjs/memory");

const app = koa(feathers());
app.use(errorHandler());
app.use(bodyParser());
app.configure(rest());
app.use("posts", memory({ paginate: { default: 100, max: 500 }, multi: ["create"], startId: 1 }));
const posts = Array.from({ length: 12345 }, (_, i) => ({ title: `Titel №${i + 1}`, views: i / 7 }));
app.service("posts").create(posts).then(() => app.listen(Number(process.argv[2]), "127.0.0.1"));
