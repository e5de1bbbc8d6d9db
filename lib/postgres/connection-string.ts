import { excerptOf } from "./conninfo/excerpt";
import type { ConnectionFields, Flaw } from "./conninfo/fields";
import { flawsOf } from "./conninfo/flaws";
import { firstHost, portNumber } from "./conninfo/hosts";
import type { Parts } from "./conninfo/parts";
import { readText, type Form } from "./conninfo/read";
import { likelySecrets, maskedText } from "./conninfo/secrets";
import { recogniseProvider, type ProviderId } from "./provider";
import { SSLMODES } from "./sslmode";

/** Reading of a pasted or half-typed connection string. */
export type Reading = {
  form: Form;
  fields: ConnectionFields;
  /** The port as it was written, also out of range; empty where it is no number. */
  port: string;
  /** Schemas that the string names for the application: `?schema=`, `?currentSchema=`, `search_path`. */
  schemas: string[];
  /** The URI in the text as Electric would be given it; null without one. */
  url: string | null;
  provider: ProviderId;
  flaws: Flaw[];
  /** The text with every character of the password as •, as long as the text itself. */
  masked: string;
};

/** Longer texts are no connection strings, and reading one takes more time with each character. */
const MOST_CHARACTERS = 20_000;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** Returns whether a host name means this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

function fieldsOf(parts: Parts): ConnectionFields {
  const { host, port } = firstHost(parts.host, parts.port);
  return {
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port: portNumber(port) ?? 5432,
    database: parts.database ?? parts.user ?? "",
    user: parts.user ?? "",
    password: parts.password ?? "",
    sslmode: SSLMODES.find((mode) => mode === parts.sslmode) ?? null,
  };
}

/** The port for a field of a form: a negative or huge number too, but no other text, which may be a password's end. */
function shownPort(parts: Parts): string {
  const { port } = firstHost(parts.host, parts.port);
  if (port === "") return "5432";
  return /^-?\d{1,20}$/.test(port) ? port : "";
}

const tooLong = (text: string): Reading => ({
  ...readConnectionString(""),
  form: "unreadable",
  flaws: [
    {
      id: "too-long",
      severity: "error",
      says: `The text has ${text.length} characters. A connection string has at most ${MOST_CHARACTERS}.`,
      remedy: null,
    },
  ],
  masked: "•".repeat(text.length),
});

/**
 * Reads what people paste: a connection URI of any driver, libpq's `key=value`, .NET's `key=value;`, a psql or docker command,
 * lines of .env, YAML or JSON. Never throws, so that a text can be read as it is typed. A missing database means the user's name
 * and a missing port 5432, as libpq has it (PostgreSQL docs, 34.1).
 */
export function readConnectionString(text: string): Reading {
  if (text.length > MOST_CHARACTERS) return tooLong(text);
  const { form, parts } = readText(excerptOf(text));
  const fields = fieldsOf(parts);
  const provider = recogniseProvider(fields.host);
  const isReadable = form !== "nothing" && form !== "unreadable";
  return {
    form,
    fields,
    port: shownPort(parts),
    schemas: parts.schemas,
    url: parts.url,
    provider,
    flaws: isReadable ? flawsOf({ parts, fields, provider, loopback: isLoopback(fields.host) }) : [],
    masked: maskedText(text, [...parts.secrets, ...likelySecrets(text, parts.secrets)]),
  };
}
