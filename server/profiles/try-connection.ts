import "server-only";
import type { z } from "zod";
import type { ConnectionTestEvent } from "@/lib/databases/visit";
import { profileInputSchema } from "@/lib/databases/profile";
import { failureText } from "@/lib/postgres/failure";
import { parse, requireRole, type Context } from "../context";
import { testConnection } from "../watched/connect";
import { Feed } from "../visits/feed";
import { movesPassword, passwordWouldMove } from "./edit";
import { idSchema } from "./input";
import { loginWith } from "./login";
import { readPassword } from "./password";
import { profileById } from "./view";

/** The form as it stands, and the profile whose stored password it may use while nothing moves it elsewhere. */
export const connectionTestSchema = profileInputSchema.extend({ id: idSchema.optional() });

type Input = z.infer<typeof connectionTestSchema>;

async function passwordFor(input: Input): Promise<string | null> {
  if (input.password !== "" || input.id === undefined) return input.password || null;
  const stored = await profileById(input.id);
  if (movesPassword(stored, input)) throw passwordWouldMove();
  return readPassword(stored.id);
}

/**
 * Tries the connection that a form describes, and returns its stages as they happen and how it ended.
 * @throws NotAllowed for a member, BadInput when the stored password would go somewhere else
 */
export async function testProfile(
  ctx: Context,
  input: unknown,
  signal: AbortSignal,
): Promise<AsyncIterable<ConnectionTestEvent>> {
  requireRole(ctx, "admin");
  const parsed = parse(connectionTestSchema, input);
  const login = loginWith(parsed, await passwordFor(parsed));
  const feed = new Feed<ConnectionTestEvent>();
  const onStage = (stage: Extract<ConnectionTestEvent, { type: "stage" }>["stage"]) =>
    feed.push({ type: "stage", stage });
  void testConnection(login, { onStage, signal })
    .then((connection) => {
      const { what, why, next } = failureText(connection);
      feed.push({ type: "done", ok: connection.failure === null, what, why, next });
    })
    .catch(() => feed.push({ type: "error", message: "The test was broken off." }))
    .finally(() => feed.end());
  return feed;
}
