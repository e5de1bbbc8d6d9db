import "server-only";
import { checks } from "@/lib/checks";
import { ACCEPTANCES, acceptedSchema, type AcceptanceId } from "@/lib/repair/plan/acceptance";
import { choicesSchema, type Choices, type Wanted } from "@/lib/repair/request";
import { nameSchema, type Strategy } from "@/lib/target/schema";
import type { Values } from "./arguments";
import { UsageError } from "./usage-error";

/** Request of `plan` and `apply`, beside the target. */
export type Asked = {
  wanted: Exclude<Wanted, { kind: "undo" }>;
  choices: Choices;
  /** The password of Electric's role is the first line of standard input. */
  passwordFromStdin: boolean;
  /** A role that is made gets no password: the server refuses a hashed one. */
  withoutPassword: boolean;
  /** A file that an earlier run wrote: undo that run instead. */
  undo: string | null;
};

const CHOICES = [
  "for",
  "electric-password-stdin",
  "no-electric-password",
  "former-owner",
  "no-full",
  "no-failover-slot",
  "end-reader",
  "drop-orphan",
  "hand-to",
  "open-to",
] as const;

const ids: ReadonlySet<string> = new Set(checks.map(({ id }) => id));

function wantedOf(given: readonly string[] = []): Asked["wanted"] {
  if (given.length === 0) return { kind: "ready" };
  if (given.includes("clean-up")) {
    if (given.length > 1) throw new UsageError("--for clean-up ends Electric here; it goes with no check.");
    return { kind: "clean-up" };
  }
  // What is no id may be anything that was typed, a connection string with its password as well.
  if (given.some((id) => !ids.has(id)))
    throw new UsageError("--for takes the ids of checks, such as publication.tables, or clean-up.");
  return { kind: "checks", checks: [...new Set(given)] };
}

function nameOf(option: string, given: string): string {
  const name = nameSchema.safeParse(given);
  if (!name.success) throw new UsageError(`--${option}: ${name.error.issues[0]?.message ?? "is no name."}`);
  return name.data;
}

/** Reads which warnings of a plan are accepted. @throws UsageError for one that no plan makes */
export function acceptedOf({ accept = [] }: Values): AcceptanceId[] {
  const accepted = acceptedSchema.safeParse(accept);
  if (!accepted.success)
    throw new UsageError(`--accept takes the ids of a plan's warnings: ${ACCEPTANCES.join(", ")}.`);
  return [...new Set(accepted.data)];
}

/** Reads what `plan` and `apply` are to make. @throws UsageError when it cannot be meant */
export function askedOf(values: Values, strategy: Strategy): Asked {
  const undo = values.undo ?? null;
  const alongside = CHOICES.find((name) => values[name] !== undefined);
  if (undo !== null && alongside !== undefined)
    throw new UsageError(`--undo takes back what its file says; --${alongside} does not go with it.`);
  if (undo === null && values["keep-electrics"] === true)
    throw new UsageError(
      "--keep-electrics goes with --undo: it leaves what Electric has made since that run.",
    );
  if (undo === "" || values["undo-file"] === "") throw new UsageError("The name of the file is missing.");
  const former = choicesSchema.shape.formerOwner.safeParse(values["former-owner"] ?? null);
  if (!former.success) throw new UsageError("--former-owner is grants or membership.");
  if (values["electric-password-stdin"] === true && values["no-electric-password"] === true)
    throw new UsageError("--electric-password-stdin gives a password; --no-electric-password gives none.");
  const handTo = values["hand-to"];
  return {
    wanted: wantedOf(values.for),
    choices: {
      strategy,
      verifier: null,
      formerOwner: former.data,
      fullNow: values["no-full"] !== true,
      failoverSlot: values["no-failover-slot"] !== true,
      endReader: values["end-reader"] === true,
      dropOrphans: (values["drop-orphan"] ?? []).map((name) => nameOf("drop-orphan", name)),
      handTo: handTo === undefined ? null : nameOf("hand-to", handTo),
      keepElectrics: values["keep-electrics"] === true,
      openTo: (values["open-to"] ?? []).map((name) => nameOf("open-to", name)),
    },
    passwordFromStdin: values["electric-password-stdin"] === true,
    withoutPassword: values["no-electric-password"] === true,
    undo,
  };
}
