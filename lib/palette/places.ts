/** Somewhere that the command palette leads to. */
export type Place = { href: string; title: string; group: string };

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

/** Returns every place: those of Headroom, then each database with its pages. */
export function placesOf(databases: readonly { id: string; name: string }[], admin: boolean): Place[] {
  const home: Place[] = [{ href: "/", title: "Overview of all databases", group: "Headroom" }];
  if (admin) home.push({ href: "/databases/new", title: "Add a database", group: "Headroom" });
  home.push({ href: "/troubleshoot", title: "Troubleshoot: paste an error or a log", group: "Headroom" });
  home.push({ href: "/errors", title: "Known errors of Electric and Postgres", group: "Headroom" });
  home.push({ href: "/activity", title: "Activity: the audit log", group: "Headroom" });
  home.push({ href: "/team", title: "Team and your password", group: "Headroom" });
  const pages = PAGES.filter(({ path }) => admin || path !== "/settings");
  const ofDatabases = databases.flatMap(({ id, name }) =>
    pages.map(({ path, title }) => ({
      href: `/databases/${id}${path}`,
      title: `${name}: ${title}`,
      group: name,
    })),
  );
  return [...home, ...ofDatabases];
}

/**
 * Returns the places that hold every word of the query, those whose title begins with it first; at most `limit`, so
 * that a thousand databases make no thousand rows.
 */
export function findPlaces(places: readonly Place[], query: string, limit = 50): Place[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ title }: Place): number => (title.toLowerCase().startsWith(words.join(" ")) ? 0 : 1);
  return places
    .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
    .map((place, index) => ({ place, index, rank: rank(place) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .slice(0, limit)
    .map(({ place }) => place);
}
