import "server-only";
import type { z } from "zod";
import { connectionTestEndpoint } from "@/lib/api/connection-test";
import type { ConnectionTestEvent } from "@/lib/databases/visit";
import { failureText } from "@/lib/failure/failure";
import { parse } from "../context";
import { logUnexpected } from "../http/log";
import { testConnection } from "../watched/connect";
import { Feed } from "./feed";
import { movesPassword, passwordWouldMove } from "../databases/edit";
import { loginWith } from "../databases/login";
import { readPassword } from "../databases/password";
import { databaseById } from "../databases/view";
import { auditedVerb } from "../audit/verb";
import type { Login } from "../watched/login";

type Input = z.infer<typeof connectionTestEndpoint.body>;

async function passwordFor(input: Input): Promise<string | null> {
  if (input.password !== "" || input.id === undefined) return input.password || null;
  const stored = await databaseById(input.id);
  if (movesPassword(stored, input)) throw passwordWouldMove();
  return readPassword(stored.id);
}

function tested(login: Login, signal: AbortSignal): AsyncIterable<ConnectionTestEvent> {
  const feed = new Feed<ConnectionTestEvent>();
  const onStage = (stage: Extract<ConnectionTestEvent, { type: "stage" }>["stage"]) =>
    feed.push({ type: "stage", stage });
  void testConnection(login, { onStage, signal })
    .then((connection) => {
      const { what, why, next } = failureText(connection);
      feed.push({ type: "done", ok: connection.failure === null, what, why, next });
    })
    .catch((error: unknown) => {
      if (!signal.aborted) logUnexpected(error);
      feed.push({ type: "error", message: "The test was broken off." });
    })
    .finally(() => feed.end());
  return feed;
}

/**
 * Tries the connection that a form describes, and returns its stages as they happen and how it ended.
 * @throws NotAllowed for a member, BadInput when the stored password would go somewhere else
 */
export const tryConnection = auditedVerb(
  "admin",
  async (_ctx, audit, input: unknown, signal: AbortSignal) => {
    const parsed = parse(connectionTestEndpoint.body, input);
    const login = loginWith(parsed, await passwordFor(parsed));
    const { id, name, host, port, database, user } = parsed;
    const named = { id: id ?? null, name: id === undefined ? "" : name };
    const entry = {
      action: "test a connection",
      database: named,
      detail: { host, port, database, user },
    } as const;
    return audit.writeBefore(entry, () => Promise.resolve(tested(login, signal)));
  },
);
