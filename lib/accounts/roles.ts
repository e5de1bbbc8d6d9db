/** Roles of people, least first: each has the rights of those before it. */
export const ROLES = ["viewer", "member", "admin"] as const;

export type Role = (typeof ROLES)[number];

/** A sentence for each role, as forms and the team's page have it. */
export const ROLE_SAYS: Record<Role, string> = {
  viewer: "Sees the health of databases: no SQL, no check runs.",
  member: "Sees all of a database, runs checks and dry runs, and proposes repairs.",
  admin: "Does everything: databases, repairs, people and settings.",
};

/** Returns whether a role has the rights of the one that is needed. */
export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Returns a role with its article, for sentences: "a viewer", "an admin". */
export const withArticle = (role: Role): string => (role === "admin" ? "an admin" : `a ${role}`);
