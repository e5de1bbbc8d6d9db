import { compareVersions, missingFixes, NEWEST_ELECTRIC } from "@/lib/electric/versions";
import { defineElectricCheck } from "../define";
import { notApplicable, pass, unknown, warn } from "../finding";
import { count } from "../words";

export const electricVersion = defineElectricCheck({
  id: "electric.version",
  title: "Electric is up to date",
  why: "Several faults that look like a fault of the database were mended in Electric itself, and some of this advice holds for newer versions only.",
  source: "Electric's change log up to 1.7.12; the version stands in the header electric-server",
  worst: "warn",
  judge(electric, target, snapshot) {
    if (electric === null) return notApplicable("Electric's address is not known.");
    const { version } = electric;
    if (version === null)
      return unknown({
        found:
          electric.httpStatus === null ? "Electric did not answer." : "Its answers do not name a version.",
        needed: `version ${NEWEST_ELECTRIC} or newer`,
        grant: "-- let the header electric-server pass through what stands before Electric",
      });
    if (compareVersions(version, NEWEST_ELECTRIC) >= 0) return pass(`Electric ${version}.`);
    const fixes = missingFixes(version, {
      target,
      provider: snapshot.connection.provider,
      maxWalSenders: snapshot.reached ? snapshot.server.maxWalSenders : null,
    });
    return warn({
      found:
        fixes.length === 0
          ? `Electric ${version}; the newest that is known here is ${NEWEST_ELECTRIC}`
          : `Electric ${version} lacks ${count(fixes.length, "fix", "fixes")} that this database needs: ${fixes.map(({ says }) => says).join(" ")}`,
      needed: `version ${NEWEST_ELECTRIC} or newer`,
      objects: [version],
      ways: [{ says: `Update Electric to ${NEWEST_ELECTRIC} or newer.` }],
    });
  },
});
