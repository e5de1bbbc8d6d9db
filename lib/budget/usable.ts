import type { ElectricRole, Server } from "@/lib/snapshot/server";

type Limits = Pick<Server, "maxConnections" | "superuserReservedConnections" | "reservedConnections">;
type Rights = Pick<ElectricRole, "superuser" | "usesReservedConnections">;

/**
 * Returns the connections that a role can reach: max_connections without those kept for superusers and for members of
 * pg_use_reserved_connections, which count for those who may use them (PostgreSQL docs 20.3.1). Null: an ordinary role.
 */
export function usableConnections(server: Limits, role: Rights | null): number {
  const { maxConnections, superuserReservedConnections, reservedConnections } = server;
  if (role?.superuser) return maxConnections;
  const reserved = role?.usesReservedConnections ? 0 : reservedConnections;
  return Math.max(0, maxConnections - superuserReservedConnections - reserved);
}
