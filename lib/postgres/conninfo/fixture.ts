import fc from "fast-check";
import { quoteLiteral } from "../identifier";
import { escapePart } from "./write";

const single = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const double = (text: string) => `"${text.replace(/["\\$`]/g, String.raw`\$&`)}"`;
const libpq = (text: string) => `'${text.replace(/['\\]/g, String.raw`\$&`)}'`;
const dotNet = (text: string) => `"${text.replace(/"/g, '""')}"`;
const uri = (password: string) => `postgresql://app:${escapePart(password)}@db.example.com:5433/shop`;

/** Each form that people paste, as a function of a password that it escapes in its way. */
export const FORMS: Record<string, (password: string) => string> = {
  uri,
  "uri with the password as a parameter": (password) =>
    `postgresql://app@db.example.com:5433/shop?password=${encodeURIComponent(password)}&connect_timeout=5`,
  jdbc: (password) =>
    `jdbc:postgresql://db.example.com:5433/shop?user=app&password=${escapePart(password)}&ssl=true`,
  driver: (password) => uri(password).replace("postgresql:", "postgresql+asyncpg:"),
  "several hosts": (password) => uri(password).replace(":5433", ":5433,b.example.com:5434"),
  "a port out of range": (password) => uri(password).replace("5433", "99999"),
  "bare IPv6": (password) => uri(password).replace("db.example.com", "2a05:d014::1"),
  "another system's": (password) => uri(password).replace("postgresql:", "mysql:"),
  keywords: (password) =>
    `host=db.example.com port=5433 user=app dbname=shop password=${libpq(password)} sslmode=require`,
  "keywords with a bad port": (password) =>
    `password=${libpq(password)} host=db.example.com port=99999 user=app`,
  dotNet: (password) =>
    `Host=db.example.com;Port=5433;Database=shop;Username=app;Password=${dotNet(password)};Pooling=true`,
  SqlClient: (password) =>
    `Server=db.example.com,5433;Initial Catalog=shop;User Id=app;Pwd=${dotNet(password)}`,
  psql: (password) => `PGPASSWORD=${single(password)} psql -h db.example.com -p 5433 -U app shop`,
  "psql with double quotes": (password) =>
    `PGPASSWORD=${double(password)} psql -h db.example.com -U app shop`,
  "psql with a URI": (password) => `psql ${single(uri(password))} -c 'SELECT 1'`,
  "psql with keywords": (password) =>
    `psql ${single(`host=db.example.com user=app password=${libpq(password)}`)}`,
  docker: (password) =>
    `docker run -e DATABASE_URL=${single(uri(password))} -e PGPASSWORD=${single(password)} image`,
  "docker on several lines": (password) =>
    `docker run \\\n  --env PGHOST=db.example.com \\\n  --env=PGPASSWORD=${single(password)} \\\n  -e PGUSER=app image`,
  "env with a URI": (password) => `# primary\nexport DATABASE_URL="${uri(password)}"\nPORT=3000`,
  "env in parts": (password) =>
    `PGHOST=db.example.com\nPGUSER=app\nPGPASSWORD=${double(password)}\nPGDATABASE=shop`,
  "yaml with a URI": (password) => `environment:\n  DATABASE_URL: "${uri(password)}"\n  OTHER: x`,
  "yaml in parts": (password) =>
    `host: db.example.com\nusername: app\npassword: '${password.replace(/'/g, "''")}'`,
  json: (password) => JSON.stringify({ host: "db.example.com", username: "app", password, port: 5433 }),
  "indented json": (password) => JSON.stringify({ db: { url: uri(password), password } }, null, 2),
  "without a scheme": (password) => uri(password).slice("postgresql://".length),
  "SqlClient's tcp": (password) =>
    `Server=tcp:db.example.com,5433;Database=shop;User Id=app;Password=${dotNet(password)};MultipleActiveResultSets=False;`,
  "a call": (password) =>
    `psycopg.connect(host="db.example.com", user="app", password=${JSON.stringify(password)})`,
  "an object": (password) =>
    `new Pool({ host: 'db.example.com', user: 'app', password: '${password.replace(/['\\]/g, String.raw`\$&`)}' })`,
  "a Secret of Kubernetes": (password) =>
    `kind: Secret\ndata:\n  DATABASE_URL: ${btoa(String.fromCodePoint(...new TextEncoder().encode(uri(password))))}`,
  "a message": (password) => `the address is ${uri(password)} for now`,
  "an attribute of XML": (password) =>
    `<property name="url" value="jdbc:postgresql://db.example.com:5433/shop?user=app&amp;password=${encodeURIComponent(password).replaceAll("'", "%27")}&amp;ssl=true"/>`,
  "percent-encoded whole": (password) => encodeURIComponent(uri(password)),
  "json in json": (password) =>
    JSON.stringify(JSON.stringify({ username: "app", password, host: "db.example.com", port: 5433 })),
  "a line of a log in json": (password) =>
    JSON.stringify({ level: "error", msg: JSON.stringify({ url: uri(password) }) }),
  "typographic quotes": (password) => `DATABASE_URL=“${uri(password)}”;`,
  "characters without a width": (password) => `\u200b${uri(password).replace("db.", "db\u200b.")}\ufeff`,
  "two of them": (password) =>
    `DATABASE_URL=${uri(password)}\nDIRECT_URL=${uri(password)}\nSHADOW_URL=${uri(password)}`,
};

/** Statements with a password, which no reader takes for a connection. */
export const STATEMENTS: Record<string, (password: string) => string> = {
  "create role": (password) => `CREATE ROLE app LOGIN PASSWORD ${quoteLiteral(password)};`,
  "an escaped string": (password) =>
    `LOG:  statement: ALTER ROLE app WITH ENCRYPTED PASSWORD E'${password.replace(/['\\]/g, String.raw`\$&`)}' VALID UNTIL 'infinity'`,
  "a statement that is cut off": (password) =>
    `ALTER USER app PASSWORD ${quoteLiteral(password).slice(0, -1)}`,
  "a user mapping": (password) =>
    `CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password ${quoteLiteral(password)})`,
};

/** Passwords that begin and end with a token, so that a piece of one is found as well. */
export const oddPasswords = fc
  .string({ unit: fc.constantFrom(...`'"\`\\$%&;=@:/?#[]{}<>|,.+ -_!*()^~äß漢`), maxLength: 12 })
  .map((noise) => `qQzZ${noise}zZqQ`);

/** Returns a password and what parts of it would look like in a text, escaped and not. */
export const piecesOf = (password: string): string[] => [
  password,
  encodeURIComponent(password),
  escapePart(password),
  "qQzZ",
  "zZqQ",
];
