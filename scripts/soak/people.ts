import { randomUUID } from "node:crypto";
import { auth } from "@/server/auth/auth";
import { db } from "@/server/store/db";
import { apiTokens, user } from "@/server/store/schema";
import { makeApiToken } from "@/server/tokens/secret";

const HOUR_MS = 3_600_000;

/** Makes an admin with an API token of the scope run and a signed-in browser; returns both as headers of requests. */
export async function makeAdmin(): Promise<{
  token: Record<string, string>;
  cookie: Record<string, string>;
}> {
  const id = randomUUID();
  await db().insert(user).values({ id, name: "Soak", email: "soak@example.com", role: "admin" });
  const { token, tokenHash } = makeApiToken();
  const expiresAt = new Date(Date.now() + 24 * HOUR_MS);
  await db()
    .insert(apiTokens)
    .values({ name: "Soak", scope: "run", groups: [], tokenHash, expiresAt, userId: id, userName: "Soak" });
  const started = await auth().api.startSession({
    body: { userId: id },
    headers: new Headers(),
    asResponse: true,
  });
  const cookie = started.headers.getSetCookie().map((text) => text.split(";")[0]);
  return { token: { authorization: `Bearer ${token}` }, cookie: { cookie: cookie.join("; ") } };
}
