import { z } from "zod";

export const STATUSES = ["pass", "warn", "fail", "unknown", "not applicable"] as const;
export const GROUPS = [
  "connection",
  "server",
  "budget",
  "role",
  "tables",
  "publication",
  "slot",
  "electric",
  "trial",
] as const;

/** A way forward: a sentence, and the SQL that does it where SQL can. */
export const waySchema = z.object({ says: z.string(), sql: z.string().optional() });

/** Result of a check's judge; the rest of a finding is the check's own text. */
export const judgementSchema = z.object({
  status: z.enum(STATUSES),
  /** Observation, one line. */
  found: z.string(),
  /** Need of Electric, one line. */
  needed: z.string(),
  /** Stable, readable keys of what it concerns: `public.orders`, a role's name, a setting. */
  objects: z.array(z.string()),
  /** Every option, so that fixing one thing never reveals the next. */
  ways: z.array(waySchema),
});

/** Finding of one check on one database. */
export const findingSchema = judgementSchema.extend({
  id: z.string(),
  group: z.enum(GROUPS),
  title: z.string(),
  why: z.string(),
  source: z.string(),
});

export type Status = (typeof STATUSES)[number];
export type Group = (typeof GROUPS)[number];
export type Way = z.infer<typeof waySchema>;
export type Judgement = z.infer<typeof judgementSchema>;
export type Finding = z.infer<typeof findingSchema>;

type Told = { found: string; needed: string; objects?: string[]; ways?: Way[] };

const judged = (status: Status, told: Told): Judgement => ({
  status,
  found: told.found,
  needed: told.needed,
  objects: told.objects ?? [],
  ways: told.ways ?? [],
});

/** All is well; `found` says what was seen. */
export const pass = (found: string): Judgement => judged("pass", { found, needed: "" });
/** Returns a warning: Electric runs, and something will bite. */
export const warn = (told: Told): Judgement => judged("warn", told);
/** Electric will not start, will not serve some table, or will serve wrong data. */
export const fail = (told: Told): Judgement => judged("fail", told);
/** Returns that a check does not concern this database or target; `reason` says why. */
export const notApplicable = (reason: string): Judgement =>
  judged("not applicable", { found: reason, needed: "" });
/** The visiting role may not see it; `grant` is the SQL or the step that would show it. */
export const unknown = (told: {
  found: string;
  needed?: string;
  objects?: string[];
  grant: string;
}): Judgement =>
  judged("unknown", {
    found: told.found,
    needed: told.needed ?? "",
    objects: told.objects,
    ways: [{ says: "Let the visiting role see it, then check again.", sql: told.grant }],
  });
/** There is nothing to judge, which is no fault and no pass; `ways` say what would give something. */
export const undecided = (told: Told): Judgement => judged("unknown", told);
