import { streamIdProblem } from "@/lib/electric/names";
import { displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Judgement } from "../finding";
import { count, example } from "@/lib/text/words";
import { createPublication, publishable } from "./members";

/** Returns whether something above a partition will be in the publication: then its changes are sent under that name. */
function isCovered(
  partition: Relation,
  byOid: ReadonlyMap<number, Relation>,
  targeted: ReadonlySet<number>,
): boolean {
  return partition.parents.some((oid) => {
    const parent = byOid.get(oid);
    if (parent === undefined) return false;
    return parent.published !== null || targeted.has(oid) || isCovered(parent, byOid, targeted);
  });
}

function withoutOption(roots: readonly Relation[], snapshot: ReachedSnapshot, target: Target): Judgement {
  const { publication } = snapshot;
  const objects = roots.map(displayRelation);
  const those = `${count(roots.length, "partitioned table")} of the target (${example(objects, "table")})`;
  return fail({
    found:
      publication === null
        ? `Electric would make the publication without publish_via_partition_root, and ${those} would be streamed under their partitions' names`
        : `${publication.name} lacks publish_via_partition_root, and ${those} are streamed under their partitions' names`,
    needed: "publish_via_partition_root = true, so that the stream and the snapshot use the same keys",
    objects,
    ways: [
      publication === null
        ? {
            says: "Make the publication with the option before Electric's first start.",
            sql: createPublication(snapshot, target),
          }
        : {
            says: "Set the option, then have Electric serve these tables anew.",
            sql: `ALTER PUBLICATION ${quoteIdentifier(publication.name)} SET (publish_via_partition_root = true);`,
          },
      { says: "Or name the partitions in the target instead of the partitioned tables, without the option." },
    ],
  });
}

function cutOff(
  partitions: readonly Relation[],
  covered: readonly Relation[],
  publication: string,
): Judgement {
  const objects = partitions.map(displayRelation);
  const ways = [
    { says: "Name the partitioned table in the target instead of its partitions." },
    {
      says: "Or unset the option, where no partitioned table is in the target.",
      sql: `ALTER PUBLICATION ${quoteIdentifier(publication)} SET (publish_via_partition_root = false);`,
    },
  ];
  if (covered.length === 0)
    return warn({
      found: `publish_via_partition_root is set and the target names ${count(partitions.length, "partition")} by itself: ${example(objects, "partition")}`,
      needed:
        "no partition in the target: once the partitioned table is published too, shapes on its partitions get no change",
      objects,
      ways,
    });
  const names = covered.map(displayRelation);
  return fail({
    found: `publish_via_partition_root is set and the target names ${count(covered.length, "partition")} beside the partitioned table above: ${example(names, "partition")}`,
    needed:
      "either the partitioned table or its partitions: with the option every change comes under the table above, and a shape on the partition gets none",
    objects: names,
    ways,
  });
}

export const publicationPartitionRoot = defineCheck({
  id: "publication.partition_root",
  title: "Partitioned tables are published under their own name",
  why: "Without publish_via_partition_root Postgres streams a change of a partitioned table under the partition's name, while the snapshot has the partitioned table's: at the client an UPDATE adds a second row and a DELETE removes nothing. The publication that Electric makes never has the option, and a reset by Electric makes it anew without it.",
  source: "Observed with Electric 1.7.12 on PostgreSQL 17; PostgreSQL docs, CREATE PUBLICATION",
  worst: "fail",
  act: { says: "Publish partitions via their root" },
  urgency: 340,
  judge(snapshot, target) {
    if (streamIdProblem(target.streamId) !== null)
      return notApplicable("The stream id gives no usable name; slot.name says why.");
    const { publication } = snapshot;
    const targets = publishable(snapshot, target);
    const roots = targets.filter(({ kind }) => kind === "p");
    if (publication?.viaPartitionRoot !== true)
      return roots.length > 0
        ? withoutOption(roots, snapshot, target)
        : notApplicable("The target has no partitioned table.");
    const partitions = targets.filter(({ isPartition }) => isPartition);
    if (partitions.length > 0) {
      const byOid = new Map(snapshot.relations.map((relation) => [relation.oid, relation]));
      const targeted = new Set(targets.map(({ oid }) => oid));
      const covered = partitions.filter((partition) => isCovered(partition, byOid, targeted));
      return cutOff(partitions, covered, publication.name);
    }
    return roots.length > 0
      ? pass(
          `${publication.name} publishes ${count(roots.length, "partitioned table")} of the target under their own name.`,
        )
      : notApplicable("The target has no partitioned table.");
  },
});
