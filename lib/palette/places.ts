import { atLeast, type Role } from "@/lib/accounts/roles";

/** Acts of the palette, by name; `check` is of one database. */
export const PALETTE_ACTS = ["check all", "sandbox", "dark", "light", "system", "sign out"] as const;

export type PaletteAct = (typeof PALETTE_ACTS)[number];

/** Effect of an entry of the palette: it leads somewhere, checks a database, or acts at once. */
export type Does =
  { kind: "go"; href: string } | { kind: "check"; databaseId: string } | { kind: "act"; act: PaletteAct };

/** An entry of the command palette. `also` are words by which it is found and which it does not show. */
export type Entry = { key: string; title: string; also: string; does: Does };

type Named = { id: string; name: string };

const PAGES: readonly { path: string; title: string }[] = [
  { path: "", title: "overview" },
  { path: "/readiness", title: "readiness" },
  { path: "/test", title: "test as Electric" },
  { path: "/connections", title: "connections" },
  { path: "/replication", title: "replication: slot, WAL, consumers" },
  { path: "/tables", title: "tables" },
  { path: "/repair", title: "repair, make it ready" },
  { path: "/connect", title: "connect Electric: docker, compose, Kubernetes" },
  { path: "/history", title: "history of runs, undo" },
  { path: "/settings", title: "settings" },
];

const place = (href: string, title: string, also = ""): Entry => ({
  key: href,
  title,
  also,
  does: { kind: "go", href },
});
const act = (name: PaletteAct, title: string, also = ""): Entry => ({
  key: `act ${name}`,
  title,
  also,
  does: { kind: "act", act: name },
});
const check = ({ id, name }: Named): Entry => ({
  key: `check ${id}`,
  title: `Check ${name}`,
  also: "again run",
  does: { kind: "check", databaseId: id },
});

/** Returns the acts; that of the database whose page is open comes first, and those of the others after all places. */
function actsOf(databases: readonly Named[], role: Role, current: string | null): Entry[] {
  const here = databases.filter(({ id }) => id === current).map(check);
  const forMembers = [...here, ...(databases.length > 0 ? [act("check all", "Check all databases")] : [])];
  return [
    ...(atLeast(role, "member") ? forMembers : []),
    ...(role === "admin" ? [act("sandbox", "Try the sandbox", "start demo")] : []),
    act("dark", "Dark appearance", "theme mode colour"),
    act("light", "Light appearance", "theme mode colour"),
    act("system", "System appearance", "theme mode colour follow"),
    act("sign out", "Sign out", "log out leave"),
  ];
}

/** Returns the entries of a viewer: the pages that a viewer reads. */
const entriesOfViewer = (databases: readonly Named[]): Entry[] => [
  place("/", "Overview of all databases"),
  place("/errors", "Known errors of Electric and Postgres"),
  place("/account", "Your account: sessions, password", "sign in device"),
  ...actsOf(databases, "viewer", null),
  ...databases.map(({ id, name }) => place(`/databases/${id}`, name)),
];

/**
 * Returns every entry: the places of Headroom, the acts, then each database with its pages and its check. `current` is the
 * database whose page is open.
 */
export function entriesOf(databases: readonly Named[], role: Role, current: string | null = null): Entry[] {
  if (role === "viewer") return entriesOfViewer(databases);
  const admin = role === "admin";
  const home = [
    place("/", "Overview of all databases"),
    ...(admin ? [place("/databases/new", "Add a database", "new connect register")] : []),
    place("/troubleshoot", "Troubleshoot: paste an error or a log"),
    place("/errors", "Known errors of Electric and Postgres"),
    place("/alerts", "Alerts: what fires, rules, channels", "mute acknowledge maintenance"),
    place("/activity", "Activity: the audit log"),
    place("/team", "Team: people and their roles"),
    place("/account", "Your account: sessions, password", "sign in device"),
    ...(admin ? [place("/settings", "Settings of this Headroom", "viewers mail sign-in sharing")] : []),
  ];
  const pages = PAGES.filter(({ path }) => admin || path !== "/settings");
  const ofDatabases = databases.flatMap(({ id, name }) =>
    pages.map(({ path, title }) => place(`/databases/${id}${path}`, `${name}: ${title}`)),
  );
  const checks = databases.filter(({ id }) => id !== current).map(check);
  return [...home, ...actsOf(databases, role, current), ...ofDatabases, ...checks];
}

/**
 * Returns the entries that hold every word of the query, those whose title begins with it first; at most `limit`, so that a
 * thousand databases make no thousand rows.
 */
export function findEntries(entries: readonly Entry[], query: string, limit = 50): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ title }: Entry): number => (title.toLowerCase().startsWith(words.join(" ")) ? 0 : 1);
  return entries
    .filter(({ title, also }) => words.every((word) => `${title} ${also}`.toLowerCase().includes(word)))
    .map((entry, index) => ({ entry, index, rank: rank(entry) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
