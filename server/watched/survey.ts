import "server-only";
import type { Place } from "@/lib/repair/plan/place";
import type { Rights } from "@/lib/privileges/schema";
import { reachedSchema, type ReachedSnapshot, type Snapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { failureBehind } from "./closed";
import { openSession } from "./connect";
import { withAccessRules } from "./access-rules";
import { withDecoding } from "./decoding";
import type { Reader } from "./guarded-client";
import type { Login } from "./login";
import { look } from "./look";
import type { Facts } from "./look-rows";
import { readPlace } from "./place";
import { readRights } from "./rights";
import type { Session } from "./session";

/** Basis of a repair: what a visit sees, the rights, and the place, as far as it was asked. */
export type Survey = { snapshot: ReachedSnapshot; rights: Rights; place?: Place | undefined };

/** How the session came about; asked for when the first answer is there, which is part of it. */
type Around = () => Pick<ReachedSnapshot, "connection" | "electric">;

/**
 * Returns a survey read inside a transaction that is already open: what the checks judge at the end of a run, and what a
 * plan is made from again under its locks. @throws the server's error, or a ZodError for what no Postgres tells
 */
export async function readSurvey(
  reader: Reader,
  target: Target,
  around: Around,
  onFacts: (facts: Facts) => void = () => {},
): Promise<Survey> {
  const takenAt = new Date().toISOString();
  const seen = await look(reader, target, onFacts);
  const rights = await readRights(reader, {
    versionNum: seen.server.versionNum,
    seesSessions: !isUnseen(seen.activity),
  });
  return { snapshot: reachedSchema.parse({ ...around(), takenAt, reached: true, ...seen }), rights };
}

/** Reads a survey in a read-only transaction of its own over an open session, as a visit does. */
export async function surveyOver(session: Session, target: Target): Promise<Survey> {
  const survey = await session.client.snapshot((reader) =>
    readSurvey(
      reader,
      target,
      () => ({ connection: session.connection, electric: null }),
      (facts) => session.answered(facts),
    ),
  );
  const ruled = await withAccessRules(session.client, survey.snapshot, target);
  return { ...survey, snapshot: await withDecoding(session.client, ruled, target) };
}

/**
 * Opens a session, reads a survey and leaves. Where there is no session, or it broke, the snapshot says why.
 * @throws the signal's reason when the caller gives up
 */
export async function survey(
  login: Login,
  target: Target,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Survey | { snapshot: Extract<Snapshot, { reached: false }>; rights: null }> {
  const unreached = (connection: ReachedSnapshot["connection"]) => ({
    snapshot: { takenAt: new Date().toISOString(), connection, electric: null, reached: false as const },
    rights: null,
  });
  const opened = await openSession(login, { signal });
  if ("connection" in opened) return unreached(opened.connection);
  const { session } = opened;
  try {
    return { ...(await surveyOver(session, target)), place: await readPlace(session.client, login) };
  } catch (error) {
    signal?.throwIfAborted();
    return unreached(await failureBehind(session, error));
  } finally {
    await session.close();
  }
}
