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

test("warns of an older one, and names the fixes that this database needs", () => {
  expect(judged({ version: "1.7.11" })).toMatchObject({ status: "warn", objects: ["1.7.11"] });
  expect(judged({ version: "1.4.0" }).found).toContain("2 fixes that this database needs: Before 1.5.0");
});

test("is unknown when it did not answer or named none", () => {
  expect(judged({ httpStatus: null, version: null }).found).toBe("Electric did not answer.");
  expect(judged({ version: null }).status).toBe("unknown");
});

test("does not apply while no address is known", () => {
  expect(judged(null).status).toBe("not applicable");
});
