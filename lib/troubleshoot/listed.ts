import type { Entry } from "./define";
import { AREAS, errorPath } from "./entries";
import type { ListedPart } from "./search";

/** Returns the whole catalogue by its parts, in reading order, as a list shows it. */
export const listedParts = (): ListedPart[] =>
  AREAS.map(({ title, entries }) => {
    const some: readonly Entry[] = entries;
    return {
      title,
      errors: some.map(({ slug, title: name, samples: [sample] }) => ({
        href: errorPath(slug),
        title: name,
        sample: sample.split("\n")[0] ?? "",
      })),
    };
  });
