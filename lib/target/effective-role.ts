import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { SetRole } from "@/lib/snapshot/server";
import type { Target } from "./schema";

type Seen = Pick<ReachedSnapshot, "role">;

/**
 * Returns the setting by which Electric's sessions begin as another role; null where they begin as Electric's own. The
 * strongest that takes effect decides: role in database, role, database, all roles (PostgreSQL docs, ALTER ROLE).
 */
export function roleSetting({ role }: Seen): SetRole | null {
  const setting = role?.setRole.find(({ mayBecome }) => mayBecome);
  return role === null || setting === undefined || setting.value === "none" || setting.value === role.name
    ? null
    : setting;
}

/**
 * Returns the current_role of Electric's sessions. Its privileges and its name count for all that Electric does after
 * login, and Electric owns a publication only by that name (Electric 1.7.12, postgres/configuration.ex 46-75).
 */
export const effectiveRole = (seen: Seen, { role }: Pick<Target, "role">): string =>
  roleSetting(seen)?.value ?? role;
