import "server-only";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { z } from "zod";
import { liveSchema } from "@/lib/live/schema";
import { db } from "../store/db";
import { ChunkAssembler, chunksOf } from "./chunk-assembler";
import { ignore, ignoring } from "../http/log";

const CHANNEL = "headroom_monitor";

/** Messages of the replicas of one Headroom to each other, through their store. */
const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("live"), live: liveSchema }),
  /** A viewer came or went: the others should ask the store who looks. */
  z.object({ kind: z.literal("looked") }),
  z.object({ kind: z.literal("changed"), id: z.uuid() }),
  /** A login told on which server it is: the others should ask the store. */
  z.object({ kind: z.literal("grouped") }),
  /** A lease is wanted, or was given away: the others should ask the store. */
  z.object({ kind: z.literal("leases") }),
]);

export type Message = z.infer<typeof messageSchema>;

/** Makes a session of a replica on the store, for as long as it is open, a sign that the replica's process is there. */
export async function liveBySession(client: Client, replica: string): Promise<void> {
  await client.query(
    `INSERT INTO replicas (id, since, until, wire_pid, wire_since)
     SELECT $1, now(), now(), pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()
     ON CONFLICT (id) DO UPDATE SET wire_pid = excluded.wire_pid, wire_since = excluded.wire_since`,
    [replica],
  );
}

/**
 * The wire between replicas: NOTIFY to speak, one connection of its own to hear. It ends in the moment in which this process is
 * killed, by which the others know it (life.ts).
 */
export class ReplicaChannel {
  readonly #parts: ChunkAssembler;
  #client: Client | null = null;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly replica: string,
    private readonly hear: (message: Message) => void,
    private readonly on: {
      /** Told when the wire is there (again): what was said meanwhile was missed. */
      open: () => void;
      /** Told when the wire broke. */
      lost: () => void;
    },
    private readonly url: string,
  ) {
    this.#parts = new ChunkAssembler(replica);
    void this.#open();
  }

  async #open(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: "headroom-wire",
      keepAlive: true,
    });
    this.#client = client;
    const again = () => {
      if (this.#closed || this.#client !== client) return;
      this.#client = null;
      this.on.lost();
      client.end().catch(ignoring("another connection takes its place"));
      this.#timer = setTimeout(() => void this.#open(), 1_000 + Math.random() * 1_000);
    };
    client.on("error", again);
    client.on("end", again);
    client.on("notification", ({ payload }) => this.#took(payload ?? ""));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      await liveBySession(client, this.replica);
      this.on.open();
    } catch (error) {
      ignore(error, "the channel of the replicas is opened again in a second");
      again();
    }
  }

  #took(payload: string): void {
    const text = this.#parts.take(payload);
    if (text === null) return;
    const message = messageSchema.safeParse(JSON.parse(text));
    if (message.success) this.hear(message.data);
  }

  /** Tells the other replicas. What the store does not take is lost: the next sample says more. */
  async say(message: Message): Promise<void> {
    const parts = JSON.stringify(chunksOf(this.replica, JSON.stringify(message)));
    await db()
      .execute(sql`SELECT pg_notify(${CHANNEL}, value) FROM jsonb_array_elements_text(${parts}::jsonb)`)
      .catch(ignoring("the next sample tells the other replicas more"));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(ignoring("the channel of the replicas is closed anyway"));
  }
}
