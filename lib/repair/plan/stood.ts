import type { Change } from "@/lib/repair/changes/schema";
import { slotBeside } from "@/lib/repair/remedies/slot-remake";
import { identityNow } from "@/lib/repair/remedies/replica-identity";
import type { Situation } from "@/lib/repair/remedies/situation";
import { publicationName, slotName } from "@/lib/electric/names";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Stood } from "./schema";

const keyOf = ({ schema, name }: { schema: string; name: string }): string => JSON.stringify([schema, name]);

/** Returns what stands now of that which Electric changes by itself, without what the plan's own changes make or set. */
export function stoodBefore(situation: Situation, changes: readonly Change[]): Stood {
  const { snapshot, target, trees } = situation;
  const publication = publicationName(target.streamId);
  const slot = slotName(target.streamId);
  const own = new Set(
    changes.flatMap((change) => (change.kind === "replica identity" ? [keyOf(change.table)] : [])),
  );
  return {
    publication: {
      name: publication,
      there:
        snapshot.publication !== null ||
        changes.some((change) => change.kind === "publication" && change.to !== null),
    },
    slot: {
      name: slot,
      there:
        isUnseen(snapshot.slots) ||
        slotBeside(snapshot, publication) !== undefined ||
        changes.some((change) => change.kind === "slot" && change.to !== null),
    },
    identities: trees
      .filter((table) => table.replicaIdentity !== "f" && !own.has(keyOf(table)))
      .map((table) => ({
        table: { schema: table.schema, name: table.name },
        identity: identityNow(situation, table),
      })),
  };
}
