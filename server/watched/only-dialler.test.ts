import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Exports that can open a connection, by the module that has them; "default" stands for the whole module. */
const OPENERS: Record<string, readonly string[]> = {
  net: ["connect", "createConnection", "Socket", "default"],
  tls: ["connect", "TLSSocket", "default"],
  http: ["request", "get", "Agent", "ClientRequest", "default"],
  https: ["request", "get", "Agent", "default"],
  http2: ["connect", "default"],
  dgram: ["createSocket", "Socket", "default"],
  pg: ["Client", "Pool", "Connection", "native", "default"],
  nodemailer: ["createTransport", "default"],
  undici: ["fetch", "request", "stream", "connect", "Client", "Pool", "Agent", "default"],
};
const GLOBALS = new Set(["fetch", "WebSocket", "EventSource"]);

/** Tests and their helpers talk to servers of their own. */
const isTest = (file: string): boolean =>
  /\.test\.tsx?$|^server\/(watched\/(testing|faults)|repair\/engine\/testing|auth\/oidc\/testing)\//.test(
    file,
  );

const sources = (): string[] =>
  ["app", "server"]
    .flatMap((room) =>
      readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) =>
        path.posix.join(room, file.replaceAll("\\", "/")),
      ),
    )
    .filter((file) => /\.[mc]?[jt]sx?$/.test(file) && !isTest(file));

const openersOf = (specifier: string): readonly string[] => OPENERS[specifier.replace(/^node:/, "")] ?? [];

/** Returns the names that a clause brings in at run time; "default" for a whole module. */
function namesOf(clause: ts.ImportClause | undefined): string[] {
  if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const whole = clause.name === undefined ? [] : ["default"];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return whole;
  if (ts.isNamespaceImport(bindings)) return ["default"];
  const named = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
  return [...whole, ...named.map(({ propertyName, name }) => (propertyName ?? name).text)];
}

/** Returns the specifier of `require("net")` and `import("net")`, with which a whole module comes in. */
function loadedBy(node: ts.CallExpression): string | null {
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === "require");
  const [specifier] = node.arguments;
  return loads && specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : null;
}

/** Words that a text with an opener has; most files are not worth parsing. */
const MENTION =
  /["'](node:)?(net|tls|https?|http2|dgram|pg|undici|nodemailer)["']|fetch|WebSocket|EventSource/;

/** Returns what a source text uses that can open a connection: `net.connect`, `pg.Client`, `fetch`. */
function openersIn(text: string): string[] {
  const found = new Set<string>();
  if (!MENTION.test(text)) return [];
  const add = (specifier: string, names: readonly string[]) => {
    for (const name of names)
      if (openersOf(specifier).includes(name)) found.add(`${specifier.replace(/^node:/, "")}.${name}`);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, namesOf(node.importClause));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      if (!node.isTypeOnly) add(node.moduleSpecifier.text, ["default"]);
    if (ts.isCallExpression(node)) add(loadedBy(node) ?? "", ["default"]);
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : null;
    const name = called && (ts.isPropertyAccessExpression(called) ? called.name : called).getText();
    const isGlobal =
      called && (ts.isIdentifier(called) || /^(globalThis|window|self)\./.test(called.getText()));
    if (name && isGlobal && GLOBALS.has(name)) found.add(name);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile("source.tsx", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return [...found].sort();
}

test.each([
  ['import { connect as open } from "node:net"', ["net.connect"]],
  ['import net, { isIP } from "net"', ["net.default"]],
  ['import * as http from "node:http"', ["http.default"]],
  ['export { request } from "node:https"', ["https.default"]],
  ['const { Client } = await import("pg")', ["pg.default"]],
  ['const tls = require("node:tls")', ["tls.default"]],
  ["await globalThis.fetch(url)", ["fetch"]],
  ["new WebSocket(url)", ["WebSocket"]],
  ['import type { Socket } from "node:net"', []],
  ['import { isIP, type Socket } from "node:net"', []],
  ['import { createServer } from "node:net"', []],
  ["query.fetch(); // fetch(url)", []],
])("in `%s` the walk sees %j", (text, seen) => {
  expect(openersIn(text)).toEqual(seen);
});

test("five modules can open a connection for a user, and these to a Postgres of our own; no other can", () => {
  const found = sources().map(
    (file) => [file, openersIn(readFileSync(path.join(ROOT, file), "utf8"))] as const,
  );
  expect(Object.fromEntries(found.filter(([, openers]) => openers.length > 0))).toEqual({
    // An address that a user named: judged where it is dialled, and given on as an open socket.
    "server/watched/dial.ts": ["net.connect"],
    "server/watched/tls.ts": ["tls.connect"],
    "server/watched/driver.ts": ["pg.Client"],
    "server/watched/get-text.ts": ["http.request", "tls.connect"],
    "server/mail/deliver.ts": ["nodemailer.createTransport"],
    // Our own store, and the servers that we start ourselves.
    "server/store/db.ts": ["pg.Pool"],
    "server/store/ready.ts": ["net.Socket", "pg.Client"],
    "server/monitor/replica-channel.ts": ["pg.Client"],
    "server/embedded/cluster.ts": ["pg.Client"],
    "server/sandbox/session.ts": ["pg.Client"],
    "server/store/testing.ts": ["pg.Client"],
  });
});

test("the modules behind the dialler are given an open socket, and open none", () => {
  const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), "utf8");
  for (const file of ["tls.ts", "get-text.ts"]) {
    const calls = read(file).match(/(?<![\w.])connect\(\{\s*\w+/g) ?? [];
    expect(calls.map((call) => call.replace(/\s+/g, ""))).toEqual(["connect({socket"]);
  }
  expect(read("get-text.ts")).toContain("createConnection: () => socket");
  expect(read("driver.ts")).toContain("stream: () => socket");
  const calls = read("../mail/deliver.ts").match(/createTransport\(\{\s*\w+/g) ?? [];
  expect(calls.map((call) => call.replace(/\s+/g, ""))).toEqual(["createTransport({connection"]);
});
