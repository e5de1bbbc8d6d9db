import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ElectricRole } from "@/lib/snapshot/server";

/**
 * A role whose password ends within so many hours of now, to either side, is leased where it also belongs to a NOLOGIN
 * group. Vault's examples give 1 h and at most 24 h, and a credential manager renews below that (HashiCorp Vault docs,
 * database secrets engine, PostgreSQL). A person who sets VALID UNTIL by hand gives a day or more.
 */
const LEASE_HOURS = 24;

/**
 * Vault's default user name: v-<display name>-<role name>-<20 random characters>-<Unix time>, the names cut to 8
 * characters (HashiCorp Vault docs, PostgreSQL database plugin, username_template).
 */
const VAULT_NAME = /^v-.{0,8}-.{0,8}-[A-Za-z0-9]{20}-\d{10}$/;

type Leasable = Pick<ElectricRole, "name" | "canLogin" | "validUntil" | "groups">;

/** Returns why a role is taken for one that is leased for hours, as the rest of a sentence; null for a role that stays. */
export function leaseOf({ name, canLogin, validUntil, groups }: Leasable, takenAt: string): string | null {
  if (VAULT_NAME.test(name)) return "has a name as Vault gives it to roles that it makes and drops";
  const [group] = groups;
  if (!canLogin || validUntil === null || group === undefined) return null;
  const hours = Math.abs(Date.parse(validUntil) - Date.parse(takenAt)) / 3_600_000;
  return hours <= LEASE_HOURS
    ? `expires within ${LEASE_HOURS} h, on ${validUntil}, and is a member of the NOLOGIN role ${group}`
    : null;
}

/** The statement that takes the expiry off a role. */
export const withoutExpiry = (role: string): string =>
  `ALTER ROLE ${quoteIdentifier(role)} VALID UNTIL 'infinity';`;

/**
 * Returns why a role may be one that is leased, as the rest of a sentence; null for one that is, and for one that stays. Nothing
 * but the expiry tells: a credential manager that grants to the role itself puts it into no group (HashiCorp Vault docs, the
 * first example of creation statements), and a person may have set it too. A lease that has ended leaves no role behind.
 */
export function possibleLeaseOf(role: Leasable, takenAt: string): string | null {
  const { canLogin, validUntil } = role;
  if (!canLogin || validUntil === null || leaseOf(role, takenAt) !== null) return null;
  const hours = (Date.parse(validUntil) - Date.parse(takenAt)) / 3_600_000;
  return hours > 0 && hours <= LEASE_HOURS ? `expires within ${LEASE_HOURS} h, on ${validUntil}` : null;
}
