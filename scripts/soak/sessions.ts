import { addressOf } from "./replica";

/** A session of a replica with a watched server, as the server's own log has it; ms since 1970. */
export type Session = { server: number; replica: number; from: number; to: number };

/** `log_line_prefix` is `%n|%r|%a|`: time, address with port, application. */
const LINE = /^(\d+\.\d+)\|([\d.]+)\((\d+)\)\|[^|]*\|LOG: +(connection authorized|disconnection)/;

/** Returns the sessions of the replicas with a server by its log, the earliest first; one that is still open ends at `now`. */
export function sessionsOf(log: string, server: number, replicas: readonly number[], now: number): Session[] {
  const replicaOf = new Map(replicas.map((replica) => [addressOf(replica), replica]));
  const open = new Map<string, Session>();
  const all: Session[] = [];
  for (const line of log.split("\n")) {
    const [, seconds, address = "", port, event] = LINE.exec(line) ?? [];
    const replica = replicaOf.get(address);
    if (replica === undefined) continue;
    const at = Number(seconds) * 1000;
    const key = `${address}:${port}`;
    if (event === "disconnection") {
      const session = open.get(key);
      if (session !== undefined) session.to = at;
      open.delete(key);
      continue;
    }
    const session = { server, replica, from: at, to: Infinity };
    open.set(key, session);
    all.push(session);
  }
  for (const session of open.values()) session.to = now;
  return all.sort((one, other) => one.from - other.from);
}
