import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleCasts } from "./casts";

test("passes where every cast may be called", () => {
  expect(
    judge(
      roleCasts,
      snapshotWith(() => {}),
      defaultTarget,
    ).status,
  ).toBe("pass");
});

test("fails with the table and the GRANT where a cast may not be called", () => {
  const finding = judge(
    roleCasts,
    snapshotWith(({ relations: [table] }) => {
      table?.refusedCasts.push({ column: "at", type: "mood", function: "public.mood_text(public.mood)" });
    }),
    defaultTarget,
  );
  expect(finding).toMatchObject({ status: "fail", objects: ["public.orders"] });
  expect(finding.found).toContain("(at mood)");
  expect(finding.ways[0]?.sql).toBe('GRANT EXECUTE ON FUNCTION public.mood_text(public.mood) TO "electric";');
});

test("does not apply without the role", () => {
  const finding = judge(
    roleCasts,
    snapshotWith((snapshot) => (snapshot.role = null)),
    defaultTarget,
  );
  expect(finding.status).not.toBe("pass");
});
