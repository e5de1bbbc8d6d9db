import { defineEntry } from "../define";

export const planetscaleRoleStillReferenced = defineEntry({
  slug: "planetscale-role-still-referenced",
  title: "PlanetScale does not delete a role that owns something",
  says: ["PlanetScale"],
  samples: ["Role is still referenced and cannot be dropped."],
  patterns: [/role is still referenced and cannot be dropped/],
  meaning: "The role owns tables or other objects, and its deletion needs a successor that gets them.",
  reaction: "not electric",
  electric: "Has no part in it.",
  steps: [
    {
      says: "Name a successor: the console offers postgres (Reassign objects), the API and the CLI any role.",
    },
  ],
  checks: ["tables.ownership"],
  source: "PlanetScale docs, connecting/roles",
});
