/** Browsers by the word of their user agent, the more specific first: each of them names those below as well. */
const BROWSERS: readonly (readonly [word: string, name: string])[] = [
  ["Edg/", "Edge"],
  ["EdgA/", "Edge"],
  ["EdgiOS/", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser/", "Samsung Internet"],
  ["FxiOS/", "Firefox"],
  ["Firefox/", "Firefox"],
  ["CriOS/", "Chrome"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
  ["curl/", "curl"],
];

const SYSTEMS: readonly (readonly [word: string, name: string])[] = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["CrOS", "ChromeOS"],
  ["Macintosh", "macOS"],
  ["Linux", "Linux"],
];

const nameIn = (agent: string, names: typeof BROWSERS): string | null =>
  names.find(([word]) => agent.includes(word))?.[1] ?? null;

/** Returns the device of a user agent in words: "Firefox on Linux"; "Unknown device" where it names none. */
export function deviceOf(userAgent: string | null): string {
  const [browser, system] = [nameIn(userAgent ?? "", BROWSERS), nameIn(userAgent ?? "", SYSTEMS)];
  if (browser === null) return system ?? "Unknown device";
  return system === null ? browser : `${browser} on ${system}`;
}
