import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { connectionIpv6 } from "@/lib/checks/connection/ipv6";
import { judge } from "@/lib/checks/judge";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase } from "./faults/harness";
import { visit } from "./visit";

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);

/** Listens on ::1 for a server on 127.0.0.1. */
async function onIpv6<Result>(port: number, work: (port: number) => Promise<Result>): Promise<Result> {
  const server = createServer((client) => {
    const upstream = connect({ host: "127.0.0.1", port });
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "::1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  try {
    return await work(address.port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/* cases/08: a name without an IPv4 address needs a resolver of its own, and is in lib/checks/connection/ipv6.test.ts. */
test.runIf(hasIpv6)("08: a literal IPv6 address is reached, and Electric is told how it reaches it", () =>
  withDatabase({ sql: "CREATE ROLE electric LOGIN REPLICATION" }, ({ login, port }) =>
    onIpv6(port, async (on6) => {
      const judged = async (ipv6: boolean) => {
        const target = targetSchema.parse({ environment: "development", ipv6 });
        const snapshot = await visit({ ...login, host: "::1", port: on6 }, target, {});
        expect(snapshot.reached).toBe(true);
        return judge(connectionIpv6, snapshot, target);
      };
      const finding = await judged(false);
      expect(finding).toMatchObject({ status: "fail", objects: ["::1"] });
      expect(finding.ways[0]?.says).toContain("ELECTRIC_DATABASE_USE_IPV6=true");
      expect((await judged(true)).status).toBe("pass");
    }),
  ),
);
