import type { ConnectionFields, Flaw } from "./conninfo/fields";
import { flawsOf } from "./conninfo/flaws";
import { readKeywords } from "./conninfo/keywords";
import { noParts, type Parts } from "./conninfo/parts";
import { readUri } from "./conninfo/uri";
import { recogniseProvider, type ProviderId } from "./provider";
import { SSLMODES } from "./sslmode";

/** What a pasted or half-typed connection string says. */
export type Reading = {
  form: "nothing" | "uri" | "keywords" | "unreadable";
  fields: ConnectionFields;
  provider: ProviderId;
  flaws: Flaw[];
  /** The text with every character of the password as •, as long as the text itself. */
  masked: string;
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** Returns whether a host name means this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Spaces that replace what people paste around a connection string (`DATABASE_URL=`, `psql`, quotes, `jdbc:`): the
 * text keeps its length, so that positions in it stay true.
 */
function withoutWrapping(text: string): string {
  const blank = (wrapping: string) => " ".repeat(wrapping.length);
  const [before = ""] =
    /^\s*(?:export\s+)?(?:[A-Z][A-Z0-9_]*=|psql\s+|jdbc:)?\s*["']?(?:jdbc:)?(?=[a-z]+:\/\/|\w+\s*=)/.exec(
      text,
    ) ?? [];
  const inner = blank(before) + text.slice(before.length);
  return /["']\s*$/.test(before) ? inner.replace(/["']\s*;?\s*$/, blank) : inner;
}

function partsOf(text: string): { form: Reading["form"]; parts: Parts } {
  const bare = withoutWrapping(text);
  const trimmed = bare.trimEnd();
  const lead = trimmed.length - trimmed.trimStart().length;
  if (trimmed === "") return { form: "nothing", parts: noParts() };
  const shift = (parts: Parts): Parts => ({
    ...parts,
    passwordRange: parts.passwordRange && [parts.passwordRange[0] + lead, parts.passwordRange[1] + lead],
  });
  const inner = trimmed.trimStart();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(inner)) return { form: "uri", parts: shift(readUri(inner)) };
  if (/^[a-z_]+\s*=/i.test(inner)) return { form: "keywords", parts: shift(readKeywords(inner)) };
  return { form: "unreadable", parts: noParts() };
}

function fieldsOf(parts: Parts): ConnectionFields {
  const port = parts.port !== null && /^\d+$/.test(parts.port) ? Number(parts.port) : 5432;
  return {
    host: (parts.host ?? "").split(",")[0] ?? "",
    port,
    database: parts.database ?? parts.user ?? "",
    user: parts.user ?? "",
    password: parts.password ?? "",
    sslmode: SSLMODES.find((mode) => mode === parts.sslmode) ?? null,
  };
}

function mask(text: string, range: Parts["passwordRange"]): string {
  if (range === null) return text;
  const [from, to] = range;
  return text.slice(0, from) + "•".repeat(to - from) + text.slice(to);
}

const schemeFlaw = (text: string): Flaw[] => {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(withoutWrapping(text))?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === "postgres" || scheme === "postgresql") return [];
  const says = `“${scheme}://” is not a Postgres address.`;
  return [{ id: "scheme", severity: "error", says, remedy: null }];
};

/**
 * Reads a connection string, URI or `key=value`, as far as it goes: never throws, so that it can be read as it is
 * typed. A missing database means the user's name and a missing port 5432, as libpq has it (PostgreSQL docs, 34.1).
 */
export function readConnectionString(text: string): Reading {
  const { form, parts } = partsOf(text);
  const fields = fieldsOf(parts);
  const provider = recogniseProvider(fields.host);
  const readable = form === "uri" || form === "keywords";
  const flaws = readable ? flawsOf({ parts, fields, provider, loopback: isLoopback(fields.host) }) : [];
  return {
    form,
    fields,
    provider,
    flaws: [...schemeFlaw(text), ...flaws],
    masked: mask(text, parts.passwordRange),
  };
}
