import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Every module of a room that is no test, as [path from the root, text]. */
const modulesOf = (room: string): [string, string][] =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .map((file) => `${room}/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file))
    .map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]);

const server = modulesOf("server");
const app = modulesOf("app");

/** Parts of verbs that take the context along: each is called by verbs alone, and none by a page, an action or a route. */
const PARTS = [
  "server/audit/author.ts author",
  "server/audit/record.ts recordAudit",
  "server/context.ts requireRole",
  "server/people/confirm-self.ts confirmSelf",
  "server/people/password.ts makePassword",
  "server/people/second-factor/confirm.ts confirmSelfIfPossible",
  "server/repair/runs/on-committed.ts onRunCommitted",
  "server/repair/runs/plan-by-fingerprint.ts planByFingerprint",
  "server/repair/runs/record.ts beginRun",
  "server/visible.ts visibleDatabases",
  "server/visible.ts visibleEvents",
  "server/visits/record.ts recordVisit",
];

/** Returns the exported functions of a module that take a Context, written out as functions. */
function takingContext([file, text]: [string, string]): string[] {
  if (!text.includes("Context")) return [];
  const takes = (node: ts.Node | undefined): boolean =>
    node !== undefined &&
    (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    node.parameters.some(({ type }) => type?.getText(source) === "Context");
  const isExported = (node: ts.Node): boolean =>
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(isExported).flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement))
      return takes(statement) ? [`${file} ${statement.name?.text}`] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations
      .filter(({ initializer }) => takes(initializer))
      .map(({ name }) => `${file} ${name.getText(source)}`);
  });
}

test("every function of the server that acts for a person is a verb with an audit line, or declares that it reads only", () => {
  expect(server.flatMap(takingContext).sort()).toEqual(PARTS);
});

const VERBS = /export const (\w+) = (auditedVerb|readOnlyVerb|readOnlyVerbNow)\(\s*"(admin|member|viewer)"/g;
const verbs = new Map(
  server.flatMap(([file, text]) =>
    [...text.matchAll(VERBS)].map(([, name = "", kind = ""]): [string, { file: string; kind: string }] => [
      name,
      { file, kind },
    ]),
  ),
);

test("the walk finds the verbs of both kinds", () => {
  const kinds = [...verbs.values()].map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "auditedVerb").length).toBeGreaterThan(20);
  expect(kinds.filter((kind) => kind !== "auditedVerb").length).toBeGreaterThan(15);
});

test("no verb that reads only changes the store", () => {
  const changing = /\.(insert|update|delete)\(|INSERT INTO|DELETE FROM|\bUPDATE\b/;
  const reading = [...verbs.values()].filter(({ kind }) => kind !== "auditedVerb").map(({ file }) => file);
  const mixed = new Set(
    [...verbs.values()].filter(({ kind }) => kind === "auditedVerb").map(({ file }) => file),
  );
  const wrong = server.filter(
    ([file, text]) => reading.includes(file) && !mixed.has(file) && changing.test(text),
  );
  expect(wrong.map(([file]) => file)).toEqual([]);
});

/** The modules of the server that pages, actions and routes take besides verbs. */
const DOORS = [
  /^auth\/(session|first-admin|sign-in|second-step|begin-session|setup-token|ticket-cookie|limits|return-path)$/,
  /^auth\/oidc\/(begin|problem|settings)$/,
  /^(context|errors)$/,
  /^(endpoints|http)\//,
  /^monitor\/monitor$/,
  /^store\/ready$/,
  // Settings of the installation, for pages that judge the role themselves.
  /^settings\/read$/,
  /^mail\/send$/,
  // Links for people who have no session yet: what they change is an entry by their own name.
  /^people\/(invitations\/(open|accept)|resets\/(open|ask|spend)|provider\/sign-in)$/,
  // The wall, which asks for the cookie of a screen, and the badge, which its token opens: neither acts for a person.
  /^shares\/(exchange|wall-session|read-wall|wall-feed|open-screens|refusal-page)$/,
  /^badges\/answer$/,
  // The metrics, which ask for a token.
  /^metrics\/answer$/,
  // The wrappers of the API's routes, which ask for a token.
  /^api\/(route|cursor|problem|database-line|latest-budget)$/,
  // The documentation, which has no data of a team.
  /^docs\/files$/,
];

test("pages, actions and routes reach the server by its verbs alone", () => {
  const imports = app.flatMap(([file, text]) =>
    [...text.matchAll(/import (?:type )?\{([^}]*)\} from "@\/server\/([^"]+)"/g)]
      .filter(([whole]) => !whole.startsWith("import type"))
      .filter(([, , from = ""]) => !DOORS.some((door) => door.test(from)))
      .flatMap(([, names = ""]) =>
        names
          .split(",")
          .map((name) => name.trim())
          .filter((name) => name !== "" && !name.startsWith("type "))
          .map((name): [string, string] => [file, name]),
      ),
  );
  expect(imports.length).toBeGreaterThan(30);
  const strangers = imports.filter(([, name]) => !verbs.has(name));
  expect(strangers).toEqual([]);
});

test("a verb declares that nothing changed, or that another function writes its entry, only where that is true", () => {
  const where = (words: RegExp) =>
    server
      .filter(([file, text]) => words.test(text) && file !== "server/audit/line.ts")
      .map(([file]) => file);
  expect(where(/audit\.unchanged/).sort()).toEqual([
    "server/alerts/episodes/acknowledge.ts",
    "server/alerts/silences/end.ts",
    "server/audit/export.ts",
    "server/badges/change.ts",
    "server/ignored/take-back.ts",
    "server/people/second-factor/begin.ts",
    "server/repair/runs/cancel.ts",
    "server/sandbox/stop.ts",
    "server/visits/check-all.ts",
    "server/visits/check.ts",
  ]);
  expect(where(/audit\.writtenBy/).sort()).toEqual([
    "server/connections/signal.ts",
    "server/repair/runs/start.ts",
  ]);
  expect(where(/new Audited\(/)).toEqual([]);
});

test("the program acts of its own accord, and without an entry, only where no person asked for more", () => {
  const acting = server.filter(
    ([, text]) =>
      /\bsystem\b/.test(text) && /import \{[^}]*\bsystem\b[^}]*\} from "(?:\.\.?\/)+context"/.test(text),
  );
  expect(acting.map(([file]) => file).sort()).toEqual([
    // Reads only: which channels and databases there are, for the alerts.
    "server/alerts/channel-port.ts",
    "server/alerts/places.ts",
    // Read for a viewer what its role may not read whole, and answer the part that lib/health/health.ts names.
    "server/health/history.ts",
    "server/health/list.ts",
    // Reads only.
    "server/monitor/monitor.ts",
    "server/repair/runs/on-committed.ts",
    "server/sandbox/start.ts",
    // Reads only, for a screen that acts for no person; its link says what it may see.
    "server/shares/wall-view.ts",
    // Check runs by the clock, as an admin's setting says.
    "server/visits/keep-checking.ts",
  ]);
});
