import "server-only";
import { channelInputSchema, kindOf, type ChannelInput, type ChannelKind } from "@/lib/alerts/channels";
import type { ChannelValues } from "@/lib/alerts/channels/define";
import { parse } from "../../context";
import { BadInput } from "../../errors";

/** A channel as it is stored: its values apart from its secrets. */
export type ReadChannel = { kind: ChannelKind; name: string; config: ChannelValues; secrets: ChannelValues };

/** Stored values: a secret that is left empty stays. */
type Before = { kind: ChannelKind; config: ChannelValues; secrets: ChannelValues };

const ASKED_AGAIN = "It would be sent to another address than before. Put it in again.";

/** Names the stored secrets that would now be sent elsewhere. */
function sentElsewhere({ kind, values }: ChannelInput, before: Before | null): string[] {
  if (before === null) return [];
  const { fields } = kindOf(kind);
  const moved = fields.some(
    ({ name, destination }) => destination === true && values[name]?.trim() !== before.config[name],
  );
  if (!moved) return [];
  return fields
    .filter(({ name, secret }) => secret && !values[name] && before.secrets[name])
    .map(({ name }) => name);
}

/**
 * Reads a channel's form. An empty secret keeps the stored one, unless the address changes to which it is sent.
 * @throws BadInput with a text for each field, under `values.`
 */
export function readInput(input: unknown, before: Before | null): ReadChannel {
  const given = parse(channelInputSchema, input);
  const { kind, name } = given;
  if (before !== null && kind !== before.kind)
    throw new BadInput("A channel keeps its kind. Add another one.");
  const elsewhere = sentElsewhere(given, before);
  if (elsewhere.length > 0)
    throw new BadInput(
      "Some secrets have to be put in again.",
      Object.fromEntries(elsewhere.map((field) => [`values.${field}`, ASKED_AGAIN])),
    );
  const { fields, schema } = kindOf(kind);
  const [config, secrets]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const { name: field, secret } of fields) {
    const value = (given.values[field] ?? "").trim();
    if (secret) secrets[field] = value === "" ? (before?.secrets[field] ?? "") : value;
    else config[field] = value;
  }
  const read = schema.safeParse({ ...config, ...secrets });
  if (read.success) return { kind, name, config, secrets };
  const problems: Record<string, string> = {};
  for (const { path, message } of read.error.issues) problems[`values.${String(path[0])}`] ??= message;
  throw new BadInput("Some fields need another look.", problems);
}
