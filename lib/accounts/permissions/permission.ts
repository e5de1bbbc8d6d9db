import type { Role } from "../roles";

/** An act with the least role that it takes and each door to it: verbs of the server, routes, pages of `app/(app)` and server actions. */
export type Permission = {
  /** The act, as docs/security.md says it. */
  does: string;
  needs: Role;
  verbs?: readonly string[];
  /** "METHOD /path" */
  routes?: readonly string[];
  /** Paths of pages. */
  pages?: readonly string[];
  /** "folder/file action" below app. */
  actions?: readonly string[];
};
