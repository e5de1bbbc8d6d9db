import "server-only";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { fallback } from "@/lib/log/unlogged";
import { within } from "./deadline";
import { codeOf, failureOf } from "./failure";
import { LIMITS, type Limits } from "./limits";
import { networkOf, networkPolicy, type NetworkPolicy } from "./networks";
import { seconds, trouble, Trouble } from "./trouble";

export type Dialled = { socket: Socket; address: string };
export type DialOptions = {
  signal?: AbortSignal | undefined;
  limits?: Limits;
  /** Which networks may be dialled; HEADROOM_NETWORKS when it is not given. */
  policy?: NetworkPolicy | undefined;
};

function mayDial(address: string, policy: NetworkPolicy): boolean {
  const network = networkOf(address);
  return network !== null && policy.has(network);
}

/**
 * Returns every address of a host that a user named, in the order of the system's resolver; an address is its own.
 * @throws Trouble `dns`, or `timeout`
 */
export async function resolve(
  host: string,
  { signal, limits = LIMITS }: DialOptions = {},
): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  // The resolver takes an empty name for this machine, and a path is none: no Unix socket is ever opened.
  if (host.trim() === "" || host.includes("/")) throw trouble("dns", "dns", "this is not a host name");
  const late = () => trouble("dns", "timeout", `no answer within ${seconds(limits.dns)}`);
  try {
    const found = await within(limits.dns, signal, late, () => lookup(host, { all: true, verbatim: true }));
    return [...new Set(found.map(({ address }) => address))];
  } catch (error) {
    if (error instanceof Trouble || signal?.aborted) throw error;
    throw trouble("dns", "dns", codeOf(error) ?? "");
  }
}

async function open(
  address: string,
  port: number,
  policy: NetworkPolicy,
  signal: AbortSignal,
): Promise<Socket> {
  if (!mayDial(address, policy)) throw trouble("tcp", "address-refused", address);
  // A literal address: nothing is looked up again, so what was judged is what is dialled.
  const socket = connect({
    host: address,
    port,
    family: isIP(address),
    autoSelectFamily: false,
    noDelay: true,
  });
  socket.on("error", fallback(undefined, "`once` below rejects, and later readers see the socket end"));
  signal.addEventListener("abort", () => socket.destroy(), { once: true });
  try {
    await once(socket, "connect");
    return socket;
  } catch (error) {
    socket.destroy();
    throw new Trouble(failureOf(error, "tcp"));
  }
}

/**
 * Opens a TCP connection to the first of these addresses that answers. Each is judged here, right before its socket is
 * opened: no name can lead to where none may go, however it resolves. `onTry` is told each address that is dialled.
 * @throws Trouble of the first address that may be dialled, or `address-refused` when none may
 */
export async function reach(
  addresses: readonly string[],
  port: number,
  { signal, limits = LIMITS, policy = networkPolicy() }: DialOptions = {},
  onTry: (address: string) => void = () => {},
): Promise<Dialled> {
  const allowed = addresses.filter((address) => mayDial(address, policy));
  if (allowed.length === 0) throw trouble("tcp", "address-refused", addresses.join(", "));
  const end = Date.now() + limits.tcp;
  let first: unknown = null;
  for (const address of allowed) {
    const left = Math.min(limits.address, end - Date.now());
    if (left <= 0) break;
    onTry(address);
    const late = () => trouble("tcp", "timeout", `no answer from ${address} within ${seconds(left)}`);
    try {
      const socket = await within(left, signal, late, (ending) => open(address, port, policy, ending));
      return { socket, address };
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      first ??= error;
    }
  }
  throw first;
}
