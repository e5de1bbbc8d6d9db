import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionWritable } from "./writable";

const NAME = "default_transaction_read_only";
type Scope = "role" | "database" | "role in database" | "all roles" | "server";

const judged = (scope: Scope, value: string, { role = true } = {}) =>
  judge(
    connectionWritable,
    snapshotWith((snapshot) => {
      const setting = { scope, name: NAME, value };
      if (!role) {
        snapshot.role = null;
        snapshot.databaseSettings = [setting];
      } else if (snapshot.role) snapshot.role.settings = [setting];
    }),
    defaultTarget,
  );

test("passes when nothing makes it read-only", () => {
  expect(judge(connectionWritable, aSnapshot, defaultTarget).status).toBe("pass");
  expect(judged("role", "off").status).toBe("pass");
});

test.each(["on", "true", "yes", "1", "T"])("fails on %s", (value) => {
  expect(judged("role", value)).toMatchObject({ status: "fail", objects: [NAME] });
});

test("sets it back where it is fixed, for Electric alone first", () => {
  expect(judged("role", "on").ways[0]?.sql).toBe(`ALTER ROLE "electric" SET ${NAME} = off;`);
  expect(judged("role in database", "on").ways[0]?.sql).toBe(
    `ALTER ROLE "electric" IN DATABASE "orders" SET ${NAME} = off;`,
  );
  expect(judged("database", "on").ways.map(({ sql }) => sql)).toEqual([
    `ALTER ROLE "electric" SET ${NAME} = off;`,
    `ALTER DATABASE "orders" RESET ${NAME};`,
    undefined,
  ]);
  expect(judged("all roles", "on").ways[1]?.sql).toBe(`ALTER ROLE ALL RESET ${NAME};`);
  expect(judged("server", "on").ways[1]?.sql).toContain(`ALTER SYSTEM SET ${NAME} = 'off';`);
});

test("fails without the role too, where the database sets it", () => {
  const finding = judged("database", "on", { role: false });
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.sql).toBe(`ALTER DATABASE "orders" RESET ${NAME};`);
});

test("is unknown without a session", () => {
  const { takenAt, connection, electric } = aSnapshot;
  const finding = judge(connectionWritable, { takenAt, connection, electric, reached: false }, defaultTarget);
  expect(finding.status).toBe("unknown");
});
