import "server-only";
import type { ChannelValues } from "@/lib/alerts/channels/define";

/** The fewest characters that a part of an address has to have to count as a token of its own. */
const TOKEN = 6;

/** Returns the secrets of an address: all of it, its path and query, and each part that can be a token. */
function secretsOfUrl(text: string): string[] {
  if (!URL.canParse(text)) return [text];
  const url = new URL(text);
  const path = `${url.pathname}${url.search}`;
  const parts = [...url.pathname.split("/"), ...url.searchParams.values()];
  const tokens = parts.filter((part) => part.length >= TOKEN);
  return [text, url.href, ...(path.length > 1 ? [path, path.slice(1)] : []), ...tokens];
}

/** Returns the secrets of any other value: all of it, and each word that can be a token, as in `Bearer abcdef`. */
const secretsOfText = (text: string): string[] => [
  text,
  text.trim(),
  ...text.split(/\s+/).filter((word) => word.length >= TOKEN && word !== "Bearer"),
];

/** Returns every text that must stand in no log, no result and no answer: the secret values, and the tokens within them. */
export const secretTexts = (secrets: ChannelValues): string[] =>
  Object.values(secrets)
    .filter((value) => value !== "")
    .flatMap((value) => (/^https?:/i.test(value) ? secretsOfUrl(value.trim()) : secretsOfText(value)));
