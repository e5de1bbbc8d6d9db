import "server-only";
import type { Socket } from "node:net";
import { SSLMODE_MEANING } from "@/lib/postgres/sslmode";
import { within } from "./deadline";
import { reach, resolve, type DialOptions } from "./dial";
import { logIn } from "./driver";
import type { GuardedClient } from "./guarded-client";
import type { Limits } from "./limits";
import type { ConnectionRecord } from "./record";
import { upgrade, verifiedPart, verifiesAll } from "./tls";
import { seconds, trouble } from "./trouble";

/** Surroundings of every stage of getting in. */
export type Way = {
  record: ConnectionRecord;
  limits: Limits;
  /** Asks for a walsender, which takes replication commands beside SQL (PostgreSQL docs 53.4). */
  replication?: boolean | undefined;
  /** Sends the start-up message of Electric: for a trial with its own login. */
  asElectric?: boolean | undefined;
} & DialOptions;
type Opened = { client: GuardedClient; socket: Socket };

/** Does something with a socket, which is destroyed when that fails: no connection is left behind, here or there. */
async function holding<Result>(socket: Socket, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Returns the encrypted socket, or the same one where the server has no TLS and the sslmode goes without. */
function encrypt(socket: Socket, { record, limits, signal }: Way): Promise<Socket> {
  const { login } = record;
  const late = () => trouble("tls", "timeout", `no answer within ${seconds(limits.tls)}`);
  return record.run<Socket>("tls", async () => {
    const secure = await within(limits.tls, signal, late, () => upgrade(socket, login));
    if (secure !== null) {
      record.encrypted = true;
      record.certificateVerified = verifiesAll(login);
      return { result: secure, detail: `${secure.getProtocol()}, ${verifiedPart(login)}` };
    }
    // Only `prefer` takes a plain no for an answer; a refusal by force (a handshake that breaks) never leads to plaintext.
    if (SSLMODE_MEANING[login.sslmode].tls !== "first")
      throw trouble("tls", "tls-unavailable", "the server offers no TLS");
    return { result: socket, detail: "the server offers none", status: "skipped" };
  });
}

async function logInOver(socket: Socket, { record, ...options }: Way): Promise<Opened> {
  const client = await record.run("login", async () => {
    const result = await logIn(socket, record.login, options);
    return { result, detail: `as ${record.login.user}` };
  });
  return { client, socket };
}

const encryptedOver = (socket: Socket, way: Way): Promise<Opened> =>
  holding(socket, async () => logInOver(await encrypt(socket, way), way));

function plainOver(socket: Socket, way: Way): Promise<Opened> {
  way.record.skip("tls", `not asked for: sslmode=${way.record.login.sslmode}`);
  return holding(socket, () => logInOver(socket, way));
}

/** The server's access rules refused this session; with TLS they may read otherwise. */
const refusedByRules = ({ sqlstate }: { sqlstate: string | null }): boolean => sqlstate === "28000";

/**
 * Goes through the stages dns, tcp, tls and login, each within its limit, and returns the client with its socket.
 * No connection is left when it fails. @throws Trouble, or the signal's reason
 */
export async function enter(way: Way): Promise<Opened> {
  const { record } = way;
  const { host, port, sslmode } = record.login;
  const addresses = await record.run("dns", async () => {
    const result = await resolve(host, way);
    record.addresses = result;
    return { result, detail: result.join(", ") };
  });
  const { socket, address } = await record.run("tcp", async () => {
    const result = await reach(addresses, port, way, (tried) => (record.address = tried));
    return { result, detail: `${result.address} port ${port}` };
  });
  const { tls } = SSLMODE_MEANING[sslmode];
  if (tls === "never") return plainOver(socket, way);
  if (tls !== "if-refused") return encryptedOver(socket, way);
  const opened = await record.attempt(() => plainOver(socket, way), refusedByRules);
  return opened ?? encryptedOver((await reach([address], port, way)).socket, way);
}
