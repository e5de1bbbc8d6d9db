import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ElectricSeen } from "@/lib/snapshot/schema";
import { NEWEST_ELECTRIC } from "@/lib/electric/versions";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { electricVersion } from "./version";

const seen: ElectricSeen = {
  url: "http://electric:3000",
  httpStatus: 200,
  status: "active",
  version: NEWEST_ELECTRIC,
  notActiveSince: null,
  slotLagBytes: null,
  failure: null,
};
const judged = (electric: Partial<ElectricSeen> | null) =>
  judge(
    electricVersion,
    snapshotWith(
      (snapshot) => void (snapshot.electric = electric === null ? null : { ...seen, ...electric }),
    ),
    defaultTarget,
  );

test("passes on the newest that is known, and on a newer one", () => {
  expect(judged({}).status).toBe("pass");
  expect(judged({ version: "2.0.0" }).status).toBe("pass");
});

test("fails before 1.7.12, whose secret can be bypassed, and says that first and a lost transaction second", () => {
  const finding = judged({ version: "1.7.8" });
  expect(finding).toMatchObject({ status: "fail", objects: ["1.7.8"] });
  expect(finding.found).toMatch(
    /: Before 1\.7\.12 every table .* Before 1\.7\.9 a crash could lose a transaction/,
  );
  expect(judged({ version: "1.7.11" }).found).not.toContain("1.7.9");
  expect(judged({ version: "1.4.0" }).found).toContain("4 fixes that this database needs: Before 1.7.12");
});

test("warns of an older one from 1.7.12 on", () => {
  expect(judged({ version: "1.7.12" })).toMatchObject({ status: "warn", objects: ["1.7.12"] });
  expect(judged({ version: "1.8.0" }).found).toBe("Electric 1.8.0; the newest that is known here is 1.8.1");
});

test("tells of the SHARE lock from 1.8.0 on where Electric adds the tables itself, and nowhere else", () => {
  expect(judged({}).found).toContain("SHARE mode");
  expect(judged({ version: "1.7.12" }).ways[0]?.says).toContain("SHARE mode");
  expect(judged({ version: "1.8.0" }).ways[0]?.says).not.toContain("SHARE mode");
  const manual = { ...defaultTarget, strategy: "manual" as const };
  const snapshot = snapshotWith((draft) => void (draft.electric = seen));
  expect(judge(electricVersion, snapshot, manual).found).toBe(`Electric ${NEWEST_ELECTRIC}.`);
});

test("is unknown when it did not answer, and warns when it named no version", () => {
  expect(judged({ httpStatus: null, version: null })).toMatchObject({
    status: "unknown",
    found: "Electric did not answer.",
  });
  expect(judged({ version: null })).toMatchObject({ status: "warn" });
});

test("does not apply while no address is known", () => {
  expect(judged(null).status).toBe("not applicable");
});
