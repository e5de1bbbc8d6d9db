import "server-only";
import type { ShareScope } from "@/lib/wall/link";
import { count } from "@/lib/text/words";

/** Returns a scope in words, for the audit log. */
export function scopeText(scope: ShareScope): string {
  switch (scope.kind) {
    case "all":
      return "all databases";
    case "group":
      return `the group ${scope.group}`;
    case "chosen":
      return `${count(scope.ids.length, "chosen database")}`;
  }
}
