import { onlyReads } from "@/lib/target/mode";
import {
  compareVersions,
  missingFixes,
  NEWEST_ELECTRIC,
  SECRET_CHECKED_SINCE,
  SHARE_LOCK_SINCE,
  type ElectricFix,
} from "@/lib/electric/versions";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { defineElectricCheck } from "../define";
import { fail, notApplicable, pass, unknown, warn } from "../finding";
import { count } from "@/lib/text/words";

const WEIGHTS = ["security", "loss", undefined] as const;

/** Orders fixes by weight: first confidentiality, then loss, then the rest as it came. */
const byWeight = (fixes: readonly ElectricFix[]): ElectricFix[] =>
  WEIGHTS.flatMap((weight) => fixes.filter((fix) => fix.weight === weight));

const LOCK = `From ${SHARE_LOCK_SINCE} on Electric locks each table that it adds to its publication in SHARE mode: it waits for open writers, and later ones wait behind it`;

const adds = (target: Target, snapshot: Snapshot): boolean =>
  snapshot.reached ? !onlyReads(snapshot, target) : target.strategy !== "manual";

export const electricVersion = defineElectricCheck({
  id: "electric.version",
  title: "Electric is up to date",
  why: "Several faults that look like a fault of the database were fixed in Electric itself, and some of this advice holds for newer versions only.",
  source:
    "Electric's change log up to 1.7.12 (c9e8a68, bb69764), pull request 4787; the version stands in the header electric-server",
  worst: "fail",
  act: { says: "Update Electric" },
  judge(electric, target, snapshot) {
    if (electric === null) return notApplicable("Electric's address is not known.");
    const { version } = electric;
    const needed = `version ${NEWEST_ELECTRIC} or newer`;
    if (version === null && electric.httpStatus === null)
      return unknown({
        found: "Electric did not answer.",
        needed,
        grant: "-- first see what electric.health says",
      });
    if (version === null)
      return warn({
        found: `its answers do not name a version, and before ${SECRET_CHECKED_SINCE} its secret can be bypassed`,
        needed,
        ways: [
          {
            says: "Let the header electric-server pass through what stands before Electric, or look which version it is.",
          },
        ],
      });
    const isAdding = adds(target, snapshot);
    if (compareVersions(version, NEWEST_ELECTRIC) >= 0)
      return pass(`Electric ${version}.${isAdding ? ` ${LOCK}.` : ""}`);
    const fixes = byWeight(
      missingFixes(version, {
        target,
        provider: snapshot.connection.provider,
        maxWalSenders: snapshot.reached ? snapshot.server.maxWalSenders : null,
      }),
    );
    const told = {
      found:
        fixes.length === 0
          ? `Electric ${version}; the newest that is known here is ${NEWEST_ELECTRIC}`
          : `Electric ${version} lacks ${count(fixes.length, "fix", "fixes")} that this database needs: ${fixes.map(({ says }) => says).join(" ")}`,
      needed,
      objects: [version],
      ways: [
        {
          says: `Update Electric to ${NEWEST_ELECTRIC} or newer.${isAdding && compareVersions(version, SHARE_LOCK_SINCE) < 0 ? ` ${LOCK}: keep transactions short where a first shape is asked for, or publish by hand (strategy “manual”).` : ""}`,
        },
      ],
    };
    return compareVersions(version, SECRET_CHECKED_SINCE) < 0 ? fail(told) : warn(told);
  },
});
