import "server-only";
import type { Socket } from "node:net";
import { Client } from "pg";
import { fallback } from "@/lib/log/unlogged";
import { within } from "./deadline";
import { codeOf, failureOf, isNonsense } from "./failure";
import { Frames, type FrameLimits } from "./frames";
import { GuardedClient } from "./guarded-client";
import { stranger } from "./greeting";
import { Iterations } from "./iterations";
import { LIMITS, type Limits } from "./limits";
import type { Login } from "./login";
import { seconds, trouble, Trouble } from "./trouble";

/** How a session begins: as a walsender, and with the start-up message that Electric sends. */
type Start = { replication: boolean; asElectric: boolean };

/**
 * The driver on a socket of ours. It takes what it is not told from PGHOST, PGPASSWORD, PGOPTIONS, PGSSLMODE, the
 * password file and so on; so it is told everything, and the start-up message is ours: three parameters that every
 * pooler lets pass, and the client encoding that the driver adds itself.
 */
class WatchedClient extends Client {
  readonly #login: Login;
  readonly #replication: boolean;

  constructor(socket: Socket, login: Login, { replication, asElectric }: Start) {
    super({
      stream: () => socket,
      host: login.host,
      port: login.port,
      user: login.user,
      database: login.database,
      password: () => passwordOf(login),
      ssl: false,
      sslnegotiation: "postgres",
    });
    this.#login = login;
    this.#replication = replication;
    // The driver adds the client encoding itself, which Electric's driver does not.
    if (asElectric)
      Reflect.set(this.connection, "startup", () => socket.write(electricStartup(login, replication)));
  }

  getStartupConf(): Record<string, string> {
    const { user, database } = this.#login;
    const replication: Record<string, string> = this.#replication ? { replication: "database" } : {};
    return { user, database: database || user, application_name: "headroom", ...replication };
  }
}

/** Returns the start-up message of Electric 1.7.12 (postgrex 0.22.2, protocol.ex 878-882): no application_name, no encoding. */
function electricStartup({ user, database }: Login, replication: boolean): Buffer {
  const fields = [
    "user",
    user,
    "database",
    database || user,
    ...(replication ? ["replication", "database"] : []),
  ];
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join("")}\0`, "utf8");
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + body.length, 0);
  head.writeInt16BE(3, 4);
  return Buffer.concat([head, body]);
}

/** A function, so that the driver asks no password file; an empty password is none, as libpq has it. */
function passwordOf({ password }: Login): string {
  if (password) return password;
  throw trouble("login", "authentication", "the server asks for a password, and none was given");
}

/**
 * Makes an open socket what the driver expects: it calls `connect` and waits for the event. It also reads whatever comes,
 * and throws at what it does not know, which would end the process: that becomes the socket's error. What `judge` finds
 * wrong with the bytes that came, the driver never gets.
 */
function forDriver(socket: Socket, judge: (bytes: Buffer) => Trouble | null): Socket {
  const emit = socket.emit.bind(socket);
  return Object.assign(socket, {
    connect() {
      process.nextTick(() => {
        emit("connect");
        socket.resume();
      });
      return socket;
    },
    emit(...event: Parameters<typeof emit>): boolean {
      try {
        const [name, bytes]: unknown[] = event;
        const fault = name === "data" && Buffer.isBuffer(bytes) ? judge(bytes) : null;
        if (fault === null) return emit(...event);
        socket.destroy(fault);
        return true;
      } catch (error) {
        socket.destroy(trouble("login", "protocol", failureOf(error, "login").said));
        return true;
      }
    },
  });
}

/** Returns the trouble behind an error of the driver, whose own words carry no code when the server hangs up. */
function troubleOf(error: unknown, socket: Socket): Trouble {
  const failure = failureOf(error, "login");
  const isOwn = error instanceof Trouble || failure.sqlstate !== null || codeOf(error) !== null;
  const hungUp = !isOwn && !isNonsense(error) && (socket.destroyed || socket.readableEnded);
  return hungUp ? trouble("login", "lost", "it closed the connection") : new Trouble(failure);
}

const loginLimits = ({ loginBytes }: Limits): FrameLimits => ({
  message: loginBytes,
  answer: loginBytes,
  said: "it sent more than a login can need",
});
const visitLimits = ({ message, answer }: Limits): FrameLimits => ({
  message,
  answer,
  said: "it sent more than a visit can need",
});

/**
 * Logs in over an open socket and returns the guarded client. The socket is the caller's to destroy when this fails.
 * @throws Trouble, or the signal's reason
 */
export async function logIn(
  socket: Socket,
  login: Login,
  {
    signal,
    limits = LIMITS,
    replication = false,
    asElectric = false,
  }: {
    signal?: AbortSignal | undefined;
    limits?: Limits;
    replication?: boolean | undefined;
    asElectric?: boolean | undefined;
  },
): Promise<GuardedClient> {
  let isLoggedIn = false;
  const frames = new Frames(() => (isLoggedIn ? visitLimits(limits) : loginLimits(limits)), {
    streams: asElectric && replication,
  });
  const iterations = new Iterations();
  let first = true;
  let strange: Trouble | null = null;
  const judge = (bytes: Buffer) => {
    strange ??= first ? stranger(bytes) : null;
    first = false;
    const fault = frames.fault(bytes) ?? (isLoggedIn ? null : iterations.fault(bytes));
    if (fault !== null) strange ??= trouble("login", "protocol", fault);
    return strange;
  };
  const client = new WatchedClient(forDriver(socket, judge), login, { replication, asElectric });
  client.on("error", fallback(undefined, "the statement under way fails with it, and the next one too"));
  // The driver gathers a message of any length that it is told, and one of 1 GB ends the process.
  const measure = () => {
    if (socket.bytesRead <= limits.loginBytes) return;
    strange ??= trouble("login", "protocol", "it sent more than a login can need");
    socket.destroy(strange);
  };
  socket.on("data", measure);
  const late = () => trouble("login", "timeout", `no answer within ${seconds(limits.login)}`);
  try {
    await within(limits.login, signal, late, () => client.connect());
    isLoggedIn = true;
    return new GuardedClient(client, { isOwnLogin: asElectric });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw strange ?? troubleOf(error, socket);
  } finally {
    socket.off("data", measure);
  }
}
