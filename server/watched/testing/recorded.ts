import { connect, createServer, type Socket } from "node:net";
import { listening, type Listener } from "./listener";

/** The bytes that a server sent after each message that it received, in order. */
export type Conversation = Buffer[];

/** A proxy before a Postgres that keeps what the server says, by the questions that it answers. */
export async function recordingProxy(upstream: number): Promise<Listener & { said(): Conversation }> {
  const said: Conversation = [];
  const server = createServer((client) => {
    const backend = connect({ host: "127.0.0.1", port: upstream });
    backend.on("error", () => client.destroy());
    client.on("data", (bytes) => {
      said.push(Buffer.alloc(0));
      backend.write(bytes);
    });
    backend.on("data", (bytes) => {
      said.push(Buffer.concat([said.pop() ?? Buffer.alloc(0), bytes]));
      client.write(bytes);
    });
    client.once("close", () => backend.destroy());
  });
  return { ...(await listening(server)), said: () => said };
}

/** A server that says these, one after each thing that it hears, and hangs up when it has nothing left to say. */
export const repeating = (conversation: Conversation): Promise<Listener> =>
  listening(
    createServer((socket: Socket) => {
      const left = [...conversation];
      socket.on("data", () => {
        const next = left.shift();
        if (next === undefined) socket.destroy();
        else socket.write(next);
      });
    }),
  );

/** Returns numbers from 0 to below 1 that follow from a seed (mulberry32), so that a failure can be seen again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns a conversation in which some bytes are others, are missing, or come twice. */
export function mutated(conversation: Conversation, seed: number): Conversation {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const chosen = below(conversation.length);
  return conversation.map((bytes, index) => {
    if (index !== chosen || bytes.length === 0) return bytes;
    const copy = Buffer.from(bytes);
    const kind = below(4);
    if (kind === 0) return copy.subarray(0, below(copy.length));
    if (kind === 1) {
      const at = below(copy.length);
      return Buffer.concat([copy.subarray(0, at), copy.subarray(below(copy.length))]);
    }
    for (let times = 1 + below(8); times > 0; times -= 1)
      copy[below(copy.length)] = kind === 2 ? below(256) : ([0, 0xff, 0x7f, 0x80][below(4)] ?? 0);
    return copy;
  });
}
