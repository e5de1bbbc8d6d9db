import { expect, test } from "vitest";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase } from "./harness";

const identifierOf = (major: (typeof MAJORS)[number], settings: Record<string, string>) =>
  withDatabase({ major, settings }, async ({ admin }) => {
    const { rows } = await admin.query<{ identifier: string }>(
      "SELECT system_identifier::text AS identifier FROM pg_control_system()",
    );
    return rows[0]?.identifier;
  });

test.each(MAJORS)(
  "clusters of one file on Postgres %i are told apart by their system identifier",
  async (major) => {
    const all = [
      await identifierOf(major, {}),
      await identifierOf(major, { max_connections: "31" }),
      await identifierOf(major, { max_connections: "32" }),
    ];
    expect(new Set(all).size).toBe(3);
    expect(all).not.toContain(undefined);
  },
);
