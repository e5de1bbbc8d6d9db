/** Names in a search path that are no schema of an application (PostgreSQL docs, 5.10.3). */
const NO_TARGET: ReadonlySet<string> = new Set(["$user", "pg_catalog", "pg_temp", "information_schema"]);

/** Returns the schemas of a search path as the catalogue spells them, each once: `"$user", public` is public. */
export function schemasIn(path: string): string[] {
  const names = [...path.matchAll(/"((?:[^"]|"")+)"|([^\s,"']+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "").toLowerCase() : quoted.replaceAll('""', '"'),
  );
  return [...new Set(names)].filter((name) => !NO_TARGET.has(name));
}

/** Returns the search path in libpq's `options`: `-c search_path=…`, `-csearch_path=…`, `--search-path=…`; null without one. */
export function searchPathOf(options: string): string | null {
  const found = /(?:-c\s*|--)search[_-]path\s*=\s*((?:\\.|"[^"]*"|[^\s\\])*)/i.exec(options);
  return found?.[1]?.replace(/\\(.)/g, "$1") ?? null;
}
