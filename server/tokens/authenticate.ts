import "server-only";
import { eq } from "drizzle-orm";
import {
  includesScope,
  ROLE_OF_SCOPE,
  tokenStateOf,
  type TokenScope,
  type TokenState,
} from "@/lib/accounts/api-token";
import type { Context, TokenActor } from "../context";
import { AppError, NotAllowed, StoreReadOnly } from "../errors";
import { addressOf } from "../http/address";
import { storeProblem } from "../http/error-response";
import { db } from "../store/db";
import { apiTokens, user } from "../store/schema";
import { countRefused, type Allowance } from "./refusals";
import { countUse } from "./uses";
import { hashOfToken, isApiToken } from "./secret";

/** No token opens this request: the header `WWW-Authenticate` of its answer says so too (RFC 6750). */
export class TokenRefused extends AppError {
  readonly status = 401;
  constructor(
    message: string,
    /** Tries that this address has left; absent where nothing was counted. */
    readonly allowance?: Allowance,
  ) {
    super(message);
  }
}

/** The token is good, and its scope is less than what is asked for. */
export class ScopeTooSmall extends NotAllowed {
  constructor(
    scope: TokenScope,
    readonly needed: TokenScope,
  ) {
    super(`The scope of this token is ${scope}: this needs ${needed}. Ask an admin for such a token.`);
  }
}

/** Context of an act by a token, for the verbs. */
export type TokenContext = Context & { actor: TokenActor; address: string };

const ASK = "Ask an admin of this Headroom for a new one.";

const WHY: Record<Exclude<TokenState, "open">, string> = {
  expired: `This token expired. ${ASK}`,
  revoked: `This token was revoked. ${ASK}`,
  "maker is no admin": `The person who made this token is no admin any more, so it opens nothing. ${ASK}`,
};

/** How long the time of the last use stays unwritten, ms. */
const TOUCH_MS = 60_000;

/** Returns the token of a request's header. @throws TokenRefused where there is none */
function sentToken(headers: Headers): string {
  const [scheme = "", token = "", ...rest] = (headers.get("authorization") ?? "").trim().split(/\s+/);
  if (scheme.toLowerCase() === "bearer" && token !== "" && rest.length === 0) return token;
  throw new TokenRefused('Send a token in the header "Authorization: Bearer hdr_…".');
}

async function storedToken(token: string) {
  if (!isApiToken(token)) return undefined;
  const [row] = await db()
    .select({ token: apiTokens, makerRole: user.role })
    .from(apiTokens)
    .leftJoin(user, eq(user.id, apiTokens.userId))
    .where(eq(apiTokens.tokenHash, hashOfToken(token)));
  return row;
}

/** Writes the time and address of a use. A store that takes no changes still shows what it has. */
async function touch(id: string, address: string, now: Date): Promise<void> {
  try {
    await db().update(apiTokens).set({ lastUsedAt: now, lastUsedFrom: address }).where(eq(apiTokens.id, id));
  } catch (error) {
    if (!(storeProblem(error) instanceof StoreReadOnly)) throw error;
  }
}

/**
 * Returns the context in which the token of a request acts: as an actor of its own, with the least role for the scope that is asked for,
 * within its groups. A session's cookie counts for nothing here. Its last use is written once a minute at most.
 * @throws TokenRefused for no token, an unknown, expired or revoked one, and one whose maker is no admin any more; ScopeTooSmall; TooMany
 */
export async function authenticate(request: Request, scope: TokenScope): Promise<TokenContext> {
  const address = addressOf(request.headers);
  const found = await storedToken(sentToken(request.headers));
  if (found === undefined) {
    const allowance = await countRefused({ name: null, why: "unknown" }, address);
    throw new TokenRefused(
      `No token of this Headroom is like this one. Check that it is complete. ${ASK}`,
      allowance,
    );
  }
  const { token, makerRole } = found;
  const now = new Date();
  const state = tokenStateOf({ ...token, makerRole }, now);
  if (state !== "open" || token.userId === null) {
    const why = state === "open" ? "maker is no admin" : state;
    throw new TokenRefused(WHY[why], await countRefused({ name: token.name, why }, address));
  }
  await countUse(token.id);
  if ((token.lastUsedAt?.getTime() ?? 0) <= now.getTime() - TOUCH_MS) await touch(token.id, address, now);
  if (!includesScope(token.scope, scope)) throw new ScopeTooSmall(token.scope, scope);
  const actor: TokenActor = {
    kind: "token",
    id: token.id,
    role: ROLE_OF_SCOPE[scope],
    madeBy: token.userId,
  };
  return { actor, address };
}
