import { z } from "zod";

/** Longest life of a wall link, and the one that the form proposes, days. */
export const LONGEST_DAYS = 365;
export const USUAL_DAYS = 30;

/** Databases that a wall link shows: all, those of a group, or chosen ones. All and a group take in what is added later. */
export const shareScopeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("group"), group: z.string().trim().min(1, "Choose a group.").max(80) }),
  z.object({
    kind: z.literal("chosen"),
    ids: z.array(z.uuid()).min(1, "Choose at least one database.").max(1_000),
  }),
]);

export const WALL_THEMES = ["system", "light", "dark"] as const;
export const WALL_CONTRASTS = ["normal", "high"] as const;

/** The looks of a wall: a fixed theme or the system's, and the contrast that a projector needs. */
export const wallLooksSchema = z.object({
  theme: z.enum(WALL_THEMES).default("system"),
  contrast: z.enum(WALL_CONTRASTS).default("normal"),
});

/** Details that a wall may tell beside figures; both are off unless an admin allows them. */
export const wallAllowanceSchema = z.object({
  /** Host and port of each server. */
  hosts: z.boolean().default(false),
  /** Names of the applications that hold connections. */
  applications: z.boolean().default(false),
});

/** Input of a wall link: the same schema judges the form in the browser and on the server. */
export const shareLinkInputSchema = z.object({
  name: z.string().trim().min(1, "Give the link a name.").max(80, "A name has at most 80 characters."),
  scope: shareScopeSchema,
  allowed: wallAllowanceSchema.prefault({}),
  looks: wallLooksSchema.prefault({}),
  days: z.coerce
    .number("The number of days is a number.")
    .int("The number of days is a whole number.")
    .min(1, "A link lives for at least a day.")
    .max(LONGEST_DAYS, `A link lives for at most ${LONGEST_DAYS} days.`)
    .default(USUAL_DAYS),
});

export type ShareScope = z.infer<typeof shareScopeSchema>;
export type WallLooks = z.infer<typeof wallLooksSchema>;
export type WallAllowance = z.infer<typeof wallAllowanceSchema>;
export type ShareLinkInput = z.infer<typeof shareLinkInputSchema>;

/** Whether a link opens a wall, or why it does not any more. */
export type ShareLinkState = "open" | "expired" | "revoked";

/** A wall link as admins see it; its token was shown once and is kept as a hash alone. Times are ISO. */
export type ShareLink = Pick<ShareLinkInput, "name" | "scope" | "allowed" | "looks"> & {
  id: string;
  state: ShareLinkState;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  /** When a screen last showed it; null before the first. */
  lastUsedAt: string | null;
  /** Screens that show it now. */
  screens: number;
};

/** Returns whether a database belongs to a scope. */
export function isInScope(scope: ShareScope, { id, group }: { id: string; group: string }): boolean {
  switch (scope.kind) {
    case "all":
      return true;
    case "group":
      return scope.group === group;
    case "chosen":
      return scope.ids.includes(id);
  }
}

/** Returns how a link stands at a time. */
export function linkStateOf(
  { expiresAt, revokedAt }: { expiresAt: Date; revokedAt: Date | null },
  now: Date,
): ShareLinkState {
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}
