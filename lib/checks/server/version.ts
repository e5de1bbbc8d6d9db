import { failoverWanted } from "@/lib/electric/failover";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { fail, pass, warn, type Way } from "../finding";

/** The last day of support of each major (PostgreSQL, Versioning Policy). */
const SUPPORTED_UNTIL = new Map([
  [14, "2026-11-12"],
  [15, "2027-11-11"],
  [16, "2028-11-09"],
  [17, "2029-11-08"],
  [18, "2030-11-14"],
]);

const UPGRADE: Way = {
  says: "Upgrade to a newer major version; Electric's clients fetch everything again afterwards.",
};

export const serverVersion = defineCheck({
  id: "server.version",
  title: "Postgres is new enough",
  why: "Electric is made for Postgres 14 and newer. A major out of support gets no security fixes, and only from 17 on can a slot survive a failover.",
  source: "Electric docs, guides/deployment; PostgreSQL Versioning Policy; PostgreSQL 17 release notes",
  worst: "fail",
  act: { says: "Upgrade Postgres" },
  urgency: 70,
  judge({ server, connection, slots, takenAt }, target) {
    const { versionNum, version, isNeki } = server;
    const major = Math.floor(versionNum / 10_000);
    const told = { found: `Postgres ${version}`, objects: [version], ways: [UPGRADE] };
    if (isNeki === true)
      return fail({
        found: `Neki, which calls itself Postgres ${version}`,
        needed: "a Postgres server that exports snapshots and streams its WAL",
        objects: ["Neki"],
        ways: [
          {
            says: "Give Electric a Postgres database of its own: Neki has no change stream and imports no snapshot.",
          },
        ],
      });
    if (major < 14) return fail({ ...told, needed: "14 or newer" });
    const reasons: string[] = [];
    const until = SUPPORTED_UNTIL.get(major);
    if (until !== undefined && takenAt.slice(0, 10) > until)
      reasons.push(`Postgres ${version} is out of support since ${until}`);
    if (major < 17 && failoverWanted(target, connection.provider, isUnseen(slots) ? [] : slots) !== "none")
      reasons.push(`Postgres ${version} has no failover slots: a failover leaves Electric without its slot`);
    if (reasons.length === 0) return pass(`Postgres ${version}.`);
    return warn({
      ...told,
      found: reasons.join("; "),
      needed: "a supported major, 17 or newer where a standby can take over",
    });
  },
});
