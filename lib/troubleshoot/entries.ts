import type { CheckId } from "@/lib/checks";
import type { Entry } from "./define";
import { connections } from "./areas/connections";
import { login } from "./areas/login";
import { network } from "./areas/network";
import { privileges } from "./areas/privileges";
import { providers } from "./areas/providers";
import { publication } from "./areas/publication";
import { requests } from "./areas/requests";
import { running } from "./areas/running";
import { settings } from "./areas/settings";
import { slot } from "./areas/slot";

/** The parts of the catalogue, in reading order. A new entry is one file, and its line in its part. */
export const AREAS = [
  { title: "Connection limits", entries: connections },
  { title: "Network and TLS", entries: network },
  { title: "Login", entries: login },
  { title: "Providers", entries: providers },
  { title: "Role and privileges", entries: privileges },
  { title: "Publication and tables", entries: publication },
  { title: "Replication slot", entries: slot },
  { title: "Electric while it runs", entries: running },
  { title: "Electric's settings", entries: settings },
  { title: "Shapes and the HTTP API", entries: requests },
] as const;

/** The slug of a known error, as it stands in its address. */
export type Slug = (typeof AREAS)[number]["entries"][number]["slug"];

/** Every known error, in the order of its part. */
export const entries: readonly Entry<Slug>[] = AREAS.flatMap(
  ({ entries: some }): readonly Entry<Slug>[] => some,
);

const bySlug: ReadonlyMap<string, Entry<Slug>> = new Map(entries.map((entry) => [entry.slug, entry]));

/** Returns the entry of a slug; undefined for one that is unknown. */
export const entryOf = (slug: string): Entry<Slug> | undefined => bySlug.get(slug);

/** Returns the entries that name a check, those that name it first before the others. */
export function entriesOfCheck(id: string): Entry<Slug>[] {
  const place = ({ checks }: Entry): number => checks.findIndex((check: CheckId) => check === id);
  return entries.filter((entry) => place(entry) >= 0).sort((one, other) => place(one) - place(other));
}

/** Returns the page of an entry, which is readable without signing in. */
export const errorPath = (slug: string): string => `/errors/${slug}`;
