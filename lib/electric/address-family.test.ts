import { expect, test } from "vitest";
import { environmentFor } from "./address-family";

test("the environment names IPv6 where the host is such an address or the target says so", () => {
  const at = (host: string, ipv6: boolean) => environmentFor("postgresql://…", { host, ipv6 });
  expect(at("db.example.com", false)).toBe("DATABASE_URL=postgresql://…");
  expect(at("db.example.com", true)).toBe("DATABASE_URL=postgresql://…\nELECTRIC_DATABASE_USE_IPV6=true");
  expect(at("2a05:d014::1", false)).toContain("\nELECTRIC_DATABASE_USE_IPV6=true");
});
