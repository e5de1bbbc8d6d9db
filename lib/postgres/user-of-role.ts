import type { ProviderId } from "./provider";

/** PlanetScale takes `role.branch` for a user, with the name of a pooler or a replica behind a bar (PlanetScale docs, roles). */
const BRANCH = /\.([^.|]+)(?:\|.*)?$/;

/** Returns the user name that a role signs in with, by the name that another role signs in with there. */
export function userOfRole(role: string, { provider, user }: { provider: ProviderId; user: string }): string {
  const branch = provider === "planetscale" ? BRANCH.exec(user)?.[1] : undefined;
  return branch === undefined ? role : `${role}.${branch}`;
}
