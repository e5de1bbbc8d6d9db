import "server-only";
import type { Database } from "@/lib/databases/database";

/** Values that are no secret, and that an admin looks for after an outage. */
const SHOWN = ["name", "group", "host", "port", "database", "user", "sslmode"] as const;
/** Changes of these are named without their values: long, or of another's making. */
const NAMED = ["caCertificate", "urlFlaws", "sampling"] as const;

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** Returns the fields of a target that differ, as "target.poolSize"; never their values, an address can hold a secret. */
const targetFields = (before: Database["target"], after: Database["target"]): string[] => {
  const values = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) =>
    differ(values.get(field), value) ? [`target.${field}`] : [],
  );
};

/** Returns what the audit log says of an edit: the names of all fields that changed, and the values of the address. */
export function editDetail(before: Database, after: Database, newPassword: boolean): Record<string, unknown> {
  const shown = SHOWN.filter((field) => differ(before[field], after[field]));
  const named = NAMED.filter((field) => differ(before[field], after[field]));
  const fields = [
    ...shown,
    ...named,
    ...targetFields(before.target, after.target),
    ...(newPassword ? ["password"] : []),
  ];
  const values = shown.map((field) => [field, `${before[field]} → ${after[field]}`]);
  return { fields: fields.join(", ") || "none", ...Object.fromEntries(values) };
}
