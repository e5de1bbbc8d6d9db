import { expect, test } from "vitest";
import { electricUrlFlaws } from "@/lib/electric/url";
import { aConnection } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionUrl } from "./url";

const judged = (urlFlaws: { id: string; detail: string }[], user = "electric") =>
  judge(
    connectionUrl,
    {
      takenAt: "2026-11-23T03:00:00.000Z",
      connection: { ...aConnection, urlFlaws, user },
      electric: null,
      reached: false,
    },
    defaultTarget,
  );

test("passes on a URL that Electric takes as it is", () => {
  expect(judged(electricUrlFlaws("postgresql://e:s@h/d?sslmode=require")).status).toBe("pass");
});

test("warns on options that Electric ignores, and names them", () => {
  const finding = judged(electricUrlFlaws("postgresql://e:s@h/d?channel_binding=require"));
  expect(finding).toMatchObject({ status: "warn", objects: ["ignored-options"] });
  expect(finding.found).toContain("channel_binding");
});

test("fails on what stops Electric, and names everything at once", () => {
  const finding = judged(electricUrlFlaws("postgresql://e@h/d?sslmode=verify-full&options=x"));
  expect(finding).toMatchObject({
    status: "fail",
    objects: ["no-password", "sslmode-verify", "ignored-options"],
  });
  expect(finding.ways).not.toEqual([]);
});

test("only warns of a string that names another role than Electric's, because Electric may never get it", () => {
  const finding = judged(electricUrlFlaws("postgresql://postgres:s@h/d?sslmode=verify-full"), "postgres");
  expect(finding).toMatchObject({ status: "warn", objects: ["sslmode-verify"] });
  expect(finding.found).toContain("It names postgres, not electric");
});
