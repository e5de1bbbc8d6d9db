import { displayName } from "@/lib/postgres/identifier";
import type { Change } from "./schema";

/** Returns the roles whose rights a change concerns, as people read them. */
export function touchedBy(change: Change): string[] {
  switch (change.kind) {
    case "role":
    case "password":
    case "role setting":
      return [displayName(change.role)];
    case "membership":
      return [displayName(change.role), displayName(change.member)];
    case "privileges":
      return [change.grantee === null ? "everybody (PUBLIC)" : displayName(change.grantee)];
    case "default privileges":
      return [
        displayName(change.creator),
        change.grantee === null ? "everybody (PUBLIC)" : displayName(change.grantee),
      ];
    case "table owner":
    case "publication owner":
      return [displayName(change.from), displayName(change.to)];
    default:
      return [];
  }
}
