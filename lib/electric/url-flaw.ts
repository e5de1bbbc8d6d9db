/** Effect on Electric: "refused" stops it at boot, "misread" is read otherwise than meant, "ignored" has no effect. */
const URL_FLAWS = {
  "not-a-url": "refused",
  scheme: "refused",
  "no-host": "refused",
  "several-hosts": "refused",
  "no-user": "refused",
  "no-password": "refused",
  "colon-in-password": "refused",
  "delimiter-in-password": "refused",
  "sslmode-verify": "refused",
  "sslmode-invalid": "refused",
  replication: "refused",
  port: "misread",
  "more-hosts": "ignored",
  "at-in-password": "misread",
  "ignored-options": "ignored",
} as const;

export type UrlFlawId = keyof typeof URL_FLAWS;

/** A flaw as it is kept with a database: a sentence without any secret. */
export type UrlFlaw = { id: UrlFlawId; detail: string };

/** Returns whether Electric does not start with a URL that has this flaw; an unknown id counts as harmless. */
export function isFatalUrlFlaw(id: string): boolean {
  return new Map<string, string>(Object.entries(URL_FLAWS)).get(id) === "refused";
}

/** Returns names as they stand in a sentence, each in backquotes. */
export const quotedNames = (list: readonly string[]): string => list.map((name) => `\`${name}\``).join(", ");
