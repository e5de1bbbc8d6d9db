import "server-only";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { docPage, type DocPage } from "@/lib/docs/page";
import { hasCode } from "@/lib/log/unlogged";

const folder = () => path.join(/* turbopackIgnore: true */ process.cwd(), "docs");

type Kept = { changed: number; page: DocPage };
const kept = new Map<string, Kept>();

async function read(name: string): Promise<DocPage> {
  const file = path.join(folder(), name);
  const { mtimeMs: changed } = await stat(file);
  const known = kept.get(name);
  if (known?.changed === changed) return known.page;
  const page = docPage(name.replace(/\.md$/, ""), await readFile(file, "utf8"));
  kept.set(name, { changed, page });
  return page;
}

/** Returns all documentation pages; none where they are not installed. Each file is parsed once until it changes. */
export async function docPages(): Promise<DocPage[]> {
  const names = await readdir(folder()).catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  });
  return Promise.all(
    names
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map(read),
  );
}
