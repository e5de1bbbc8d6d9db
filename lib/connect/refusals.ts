import { publicationName, slotName, streamIdProblem } from "@/lib/electric/names";
import { electricUrlFlaws } from "@/lib/electric/url";
import { isFatalUrlFlaw } from "@/lib/electric/url-flaw";
import type { ConnectFacts } from "./facts";

/** A value that Electric, or Postgres for it, does not take: no file is made with it. */
export type Refusal = {
  variable: string;
  /** Text of Electric or Postgres, to the letter; null where neither says anything and it fails silently. */
  words: string | null;
  /** Text of what is wrong and what to do, in at most two sentences. */
  says: string;
};

/** Returns what answers a stream id that cannot be (Electric 1.7.12, runtime.exs 145-156; Postgres 14 to 18, 42602). */
function streamIdWords(streamId: string): string | null {
  if (/[^\p{L}\p{N}_$]/u.test(streamId))
    return `Invalid unquoted identifier contains special characters: ${streamId}`;
  if (/[^a-z0-9_]/.test(streamId.toLowerCase()))
    return `replication slot name "${slotName(streamId)}" contains invalid character`;
  return null;
}

function streamIdRefusal({ target: { streamId } }: ConnectFacts): Refusal[] {
  const problem = streamIdProblem(streamId);
  if (problem === null) return [];
  return [{ variable: "ELECTRIC_REPLICATION_STREAM_ID", words: streamIdWords(streamId), says: problem }];
}

function directRefusal({ address, direct, poolerSigns }: ConnectFacts): Refusal[] {
  if (direct !== null) return [];
  return [
    {
      variable: "DATABASE_URL",
      words: null,
      says: `${address.host}:${address.port} leads to a pooler: ${poolerSigns.join("; ")}. Electric replicates over a direct connection: put the direct address into the settings.`,
    },
  ];
}

function urlRefusals(variable: string, url: string): Refusal[] {
  return electricUrlFlaws(url)
    .filter(({ id }) => isFatalUrlFlaw(id))
    .map(({ detail }) => ({ variable, words: null, says: detail }));
}

/** Returns all that Electric would refuse of an environment: `urls` are its addresses by variable. */
export function refusalsOf(facts: ConnectFacts, urls: readonly (readonly [string, string])[]): Refusal[] {
  return [
    ...streamIdRefusal(facts),
    ...directRefusal(facts),
    ...urls.flatMap(([variable, url]) => urlRefusals(variable, url)),
  ];
}

/** Returns what a stream id names, for its reason: publication and slot. */
export const namedBy = (streamId: string): string =>
  `Names ${publicationName(streamId)} and ${slotName(streamId)}.`;
