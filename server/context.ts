import "server-only";
import { z } from "zod";
import { atLeast, withArticle, type Role } from "@/lib/accounts/roles";
import { NotAllowed, NotFound, BadInput } from "./errors";
import { logRefused } from "./http/log";
import { requirePlainText } from "./plain-text";

export type { Role };

/**
 * An API token that acts: by the least role that the endpoint needs, for the databases of its own groups. `madeBy` is the admin who made
 * it, and who counts as the same person where two are needed.
 */
export type TokenActor = { kind: "token"; id: string; role: Role; madeBy: string };

/** Author of an act. Never taken from input: a session, a token or the program itself says it. */
export type Actor = { kind: "user"; id: string; role: Role } | TokenActor | SystemActor;

/** The program itself. It has a name where a person at its machine asked for the act, which the audit log then has. */
export type SystemActor = { kind: "system"; name?: string };

/** Returns the person behind an act: the one who is signed in, or who made the token; null for the program itself. */
export const personOf = (actor: Actor): string | null =>
  actor.kind === "user" ? actor.id : actor.kind === "token" ? actor.madeBy : null;

export type Context = {
  actor: Actor;
  /** Address of the request, as the nearest proxy says; absent where there is none. */
  address?: string;
};

/** The program itself: boot, the sandbox, clean-ups. */
export const system: Context = { actor: { kind: "system" } };

/** A person at the machine, by a command: there is no account to name. */
export const operator: Context = { actor: { kind: "system", name: "command line" } };

/** Lets the actor pass when it has the rights of the role; the system has all. A refusal is logged. @throws NotAllowed */
export function requireRole({ actor }: Context, role: Role): void {
  if (actor.kind === "system" || atLeast(actor.role, role)) return;
  logRefused(`Refused: ${actor.kind} ${actor.id} is a ${actor.role}, and this needs the role ${role}.`);
  throw role === "admin"
    ? new NotAllowed()
    : new NotAllowed(`Your role is viewer: this needs ${withArticle(role)}.`);
}

/**
 * Marks a function that asks for a role with it (`needs`), which a test compares with the table of lib/accounts/permissions. The mark is
 * no part of its type: the compiler infers calls of a function without properties more simply.
 */
export const withNeeds = <Call extends object>(needs: Role, call: Call): Call =>
  Object.assign(call, { needs });

/** Parses what came from outside. @throws BadInput with a text for each field */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  requirePlainText(input);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of result.error.issues) fields[path.join(".")] ??= message;
  throw new BadInput("Some fields need another look.", fields);
}

const uuid = z.uuid();

/** Returns an id of ours from an address or an argument. @throws NotFound for a malformed one: nothing has it */
export function parseId(input: unknown, missing?: string): string {
  const id = uuid.safeParse(input);
  if (!id.success) throw new NotFound(missing);
  return id.data;
}
