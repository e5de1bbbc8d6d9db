import { completedBy, readAssignments, type Assignment, type ReadWhole } from "./assignments";
import { sliceOf, unescaped, type Excerpt } from "./excerpt";
import { assign, noParts, type Parts } from "./parts";
import { wordsOf, type Word } from "./words";

/** Programs that take psql's options (PostgreSQL docs, Client Applications). */
const CLIENT =
  /(?:^|[/\\])(?:psql|pgcli|usql|pg_dump|pg_dumpall|pg_restore|pg_isready|pg_basebackup|pgbench|createdb|dropdb|vacuumdb|reindexdb|createuser|dropuser)(?:-?\d+)?(?:\.exe)?$/i;
/** The clients whose first bare word is a database. */
const NAMES_DATABASE = /(?:^|[/\\])(?:psql|pgcli|usql|pg_dump|pgbench)(?:-?\d+)?(?:\.exe)?$/i;
/** Programs that carry variables along to another one. */
const CARRIER =
  /(?:^|[/\\])(?:docker|docker-compose|podman|nerdctl|kubectl|heroku|fly|flyctl|railway|vercel|env|sudo|export|set|exec)$/;

const SHORT: Readonly<Record<string, string>> = { h: "host", p: "port", U: "user", d: "dbname" };
const LONG: Readonly<Record<string, string>> = {
  host: "host",
  port: "port",
  username: "user",
  dbname: "dbname",
  password: "password",
};
/** psql's and pg_dump's other short options that take a word. */
const TAKES_WORD = /^-(?:[cfvFLoPRTnNtjZEsS])$/;

/** `$env:` is PowerShell's, `--from-literal` that of `kubectl create secret`. */
const ASSIGNMENT = /^(?:-e|--env=|--from-literal=|\$env:)?([A-Za-z_][A-Za-z0-9_.]*)=/;

function assignmentOf(word: Excerpt): Assignment | null {
  const [whole, name = ""] = ASSIGNMENT.exec(word.text) ?? [];
  return whole === undefined ? null : { name, value: sliceOf(word, whole.length) };
}

/** An option of psql and its value; `takes` is how many words both are. Null for a word that is none. */
function optionAt(
  words: readonly Word[],
  at: number,
): { parameter: string; value: Excerpt; takes: number } | null {
  const word = words[at];
  if (word === undefined) return null;
  const next = words[at + 1];
  const [, long = "", equals] = /^--([a-z]+)(=)?/.exec(word.text) ?? [];
  const [, short = ""] = /^-([hpUd])/.exec(word.text) ?? [];
  const parameter = LONG[long] ?? SHORT[short];
  if (parameter === undefined) return null;
  if (equals !== undefined) return { parameter, value: sliceOf(word, long.length + 3), takes: 1 };
  if (short !== "" && word.text.length > 2) return { parameter, value: sliceOf(word, 2), takes: 1 };
  return next === undefined || parameter === "password" ? null : { parameter, value: next, takes: 2 };
}

/** Reads the words after `psql`: options, then a database or a whole string, then a user. */
function readClient(
  client: string,
  words: readonly Word[],
  readWhole: ReadWhole,
): { parts: Parts; whole: Parts | null } {
  const parts = noParts();
  const bare: Word[] = [];
  let whole: Parts | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || word.isOperator) break;
    const option = optionAt(words, at);
    if (option !== null) {
      const read = option.parameter === "dbname" ? readWhole(option.value) : null;
      if (read === null) assign(parts, option.parameter, option.value.text, option.value);
      whole = read ?? whole;
      at += option.takes - 1;
    } else if (TAKES_WORD.test(word.text)) at += 1;
    else if (!word.text.startsWith("-")) bare.push(word);
  }
  const [database, user] = NAMES_DATABASE.test(client) ? bare : [];
  if (database === undefined) return { parts, whole };
  const read = readWhole(database);
  if (read !== null) return { parts, whole: read };
  if (parts.database === null) assign(parts, "dbname", database.text, database);
  if (user !== undefined && parts.user === null) assign(parts, "user", user.text, user);
  return { parts, whole };
}

/** Returns whether words are a command that names a connection: a client, or variables that are set for a program. */
function isCommand(words: readonly Word[]): boolean {
  const first = words.findIndex((word) => assignmentOf(word) === null);
  if (first < 0) return words.length > 1;
  const program = words[first]?.text ?? "";
  return (
    CLIENT.test(program) ||
    CARRIER.test(program) ||
    (first > 0 && words.some(({ text }) => CLIENT.test(text)))
  );
}

/** Returns the place of the client; -1 without one. What `kubectl run psql … -- psql …` runs stands after the dashes. */
function clientIn(words: readonly Word[]): number {
  const dashes = words.findIndex(({ text }) => text === "--");
  const after = words.findIndex(({ text }, at) => at > dashes && CLIENT.test(text));
  return after >= 0 ? after : words.findIndex(({ text }) => CLIENT.test(text));
}

/**
 * Reads `PGPASSWORD=… psql -h … -U … db` and its like, `docker run -e DATABASE_URL=… …` among them. Null for a text that
 * is no such command. An option wins over a variable, as with psql.
 */
export function readCommand(excerpt: Excerpt, readWhole: ReadWhole): Parts | null {
  // PowerShell allows white space around the sign.
  const words = wordsOf(unescaped(excerpt, /(?<=\$env:\w+)\s*=\s*/gi, () => "="));
  if (!isCommand(words)) return null;
  const at = clientIn(words);
  const before = at < 0 ? words : words.slice(0, at);
  const variables = readAssignments(
    before.flatMap((word) => assignmentOf(word) ?? []),
    readWhole,
  );
  const uri = before.flatMap((word) =>
    word.text.includes("://") && assignmentOf(word) === null ? (readWhole(word) ?? []) : [],
  );
  const client = words[at];
  if (client === undefined) return uri[0] === undefined ? variables : completedBy(uri[0], variables);
  const { parts, whole } = readClient(client.text, words.slice(at + 1), readWhole);
  const spoken = whole === null ? parts : completedBy(whole, parts);
  return completedBy(spoken, variables);
}
