import "server-only";
import type { AccessRules } from "@/lib/snapshot/access-rules";
import type { Decoding } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { readAccessRules } from "./access-rules";
import { decodedAs, readDecoding } from "./decoding";
import type { GuardedClient } from "./guarded-client";

/** Facts that a run reads in messages of their own before its transaction, because an error would end that. */
export type Aside = { decoding: Decoding | null; accessRules: AccessRules | null };

/** Reads both; an error of the server's in one of them leaves it null or untried. */
export async function readAside(client: GuardedClient, target: Target, versionNum: number): Promise<Aside> {
  return {
    decoding: await readDecoding(client, target),
    accessRules: await readAccessRules(client, target, versionNum),
  };
}

/** Returns what a look saw with what was read beside it. */
export const withAside = (seen: ReachedSnapshot, { decoding, accessRules }: Aside): ReachedSnapshot => ({
  ...decodedAs(seen, decoding),
  accessRules,
});
