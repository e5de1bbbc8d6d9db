import type { Change, DatabaseObject } from "./schema";

/** Returns the change that grants one privilege on an object to a role, without grant option. */
export const grantTo = (role: string, on: DatabaseObject, privilege: string): Change => ({
  kind: "privileges",
  on,
  column: null,
  grantee: role,
  privileges: [privilege],
  grantOption: false,
  from: false,
  to: true,
});
