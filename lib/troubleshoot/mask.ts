import { readConnectionString } from "@/lib/postgres/connection-string";

/** Secrets that stand in logs and settings beside those of connection strings; the first group stays. */
const OTHERS: readonly RegExp[] = [
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(?=-----END|$(?![\s\S]))/g,
  /(\b(?:bearer|basic)\s+)[\w+/.=~-]{6,}/gi,
  /(\b(?:set-)?cookie["']?\s*[:=]\s*)[^\r\n]+/gi,
  /(\b(?:proxy-)?authorization["']?\s*[:=]\s*)[^\r\n]+/gi,
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token)["'`]?\s*[:=]\s*)(?:"(?:[^"\\\r\n]|\\.|"")*"(?=[\s,;)}\]]|$)|'(?:[^'\\\r\n]|\\.|'')*'(?=[\s,;)}\]]|$)|["'][^\r\n]*)/gim,
  /()\beyJ[\w-]{10,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  /()\b(?:pscale_(?:pw|tkn|oauth)_|npg_|sk_live_|sk_test_|sbp_|ghp_|gho_|github_pat_|xox[abprs]-|AKIA|ASIA)[\w-]{6,}/g,
  /(SCRAM-SHA-256\$)[\w+/=:$]+/g,
  /(\bmd5)[0-9a-f]{32}\b/g,
  /([?&](?:api_)?secret=)[^&\s"'#]+/gi,
];

/** A line that may be a part of a connection string, of settings or of a command; all others hold no password. */
const SUSPECT =
  /[@=]|:\/\/|%3a%2f|pass|pwd|secret|token|key|psql|docker|^\s*["'`]?[\w.-]{1,60}["'`]?\s*[:{]|^\s*[[{}\]]/i;

/** Longer texts are read line by line alone, because reading takes more time with each character. */
const LONGEST_BLOCK = 4_000;

/** A line of more characters is read in pieces. */
const LONGEST_LINE = 2_000;

const PIECES = new RegExp(`[^]{1,${LONGEST_LINE}}`, "g");

const masked = (text: string): string =>
  text.length <= LONGEST_BLOCK
    ? readConnectionString(text).masked
    : (text.match(PIECES) ?? []).map((piece) => readConnectionString(piece).masked).join("");

/** Returns two masks of one text as one: a character that either hides is hidden. */
const joined = (one: string, other: string): string =>
  one === other ? one : [...one.split("")].map((char, at) => (other[at] === "•" ? "•" : char)).join("");

/** Returns lines that belong together as each mask of them has them: alone, and as one text of settings. */
function maskedBlock(lines: readonly string[]): string {
  const text = lines.join("\n");
  const alone = lines.map((line) => (SUSPECT.test(line) ? masked(line) : line)).join("\n");
  return text.length <= LONGEST_BLOCK ? joined(masked(text), alone) : alone;
}

/** Returns the lines of a text in blocks, each of them suspect lines alone or others alone. */
function blocksOf(lines: readonly string[]): string[][] {
  const blocks: { lines: string[]; isSuspect: boolean }[] = [];
  for (const line of lines) {
    const isSuspect = SUSPECT.test(line);
    const last = blocks.at(-1);
    if (last?.isSuspect === isSuspect) last.lines.push(line);
    else blocks.push({ lines: [line], isSuspect });
  }
  return blocks.map((block) => block.lines);
}

/**
 * Returns a pasted text with every character of a secret as •, as long as the text itself: passwords of connection strings of
 * any form, what is named like a secret, and tokens, keys and cookies by their shape.
 */
export function maskSecrets(text: string): string {
  const inBlocks = blocksOf(text.split("\n")).map(maskedBlock).join("\n");
  const shown = text.length <= LONGEST_BLOCK ? joined(inBlocks, masked(text)) : inBlocks;
  return OTHERS.reduce(
    (left, pattern) =>
      left.replace(pattern, (match: string, kept: string) => kept + "•".repeat(match.length - kept.length)),
    shown,
  );
}
