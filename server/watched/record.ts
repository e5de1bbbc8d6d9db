import "server-only";
import { poolerSigns, providerKeptBy, recogniseProvider, type ProviderId } from "@/lib/postgres/provider";
import type { Connection, ConnectionFailure, Stage } from "@/lib/snapshot/connection";
import { failureOf } from "./failure";
import type { Login } from "./login";
import { networkOf } from "./networks";
import { Trouble } from "./trouble";

type StageName = Stage["stage"];
/** Result of a stage, with a detail for people; "ok" unless it says otherwise. */
type Ended<Result> = { result: Result; detail: string; status?: Stage["status"] };

/** Record of a connection while it comes about: its stages, and the facts that they found. */
export class ConnectionRecord {
  readonly #began = performance.now();
  readonly #stages: Stage[] = [];
  readonly #proven: string[] = [];
  readonly #onStage: (stage: Stage) => void;
  /** Stages that are not told before it is known whether they count. */
  #held: Stage[] | null = null;
  #ended: number | null = null;
  #keeper: ProviderId = "other";
  /** All addresses of the host; null before it resolved. */
  addresses: readonly string[] | null = null;
  /** The address that is dialled, or was. */
  address: string | null = null;
  encrypted = false;
  certificateVerified = false;

  constructor(
    readonly login: Login,
    onStage: (stage: Stage) => void = () => {},
  ) {
    this.#onStage = onStage;
  }

  /** Adds a stage that ended. */
  add(stage: Stage): void {
    if (this.#held !== null) return void this.#held.push(stage);
    this.#stages.push(stage);
    this.#onStage(stage);
  }

  skip(stage: StageName, detail: string): void {
    this.add({ stage, status: "skipped", ms: 0, detail });
  }

  /** Runs a stage and adds it when it ends. */
  async run<Result>(stage: StageName, work: () => Promise<Ended<Result>>): Promise<Result> {
    const began = performance.now();
    const ms = () => performance.now() - began;
    try {
      const { result, detail, status = "ok" } = await work();
      this.add({ stage, status, ms: ms(), detail });
      return result;
    } catch (error) {
      // Anything else is the caller's own signal, and no answer of the server's.
      if (error instanceof Trouble)
        this.add({ stage, status: "failed", ms: ms(), detail: this.failure(error, stage).said });
      throw error;
    }
  }

  /** Runs a try that another one may follow: then its stages count for nothing, and null is returned. */
  async attempt<Result>(
    work: () => Promise<Result>,
    isFollowed: (failure: ConnectionFailure) => boolean,
  ): Promise<Result | null> {
    const held: Stage[] = (this.#held = []);
    const settle = () => {
      this.#held = null;
      for (const stage of held) this.add(stage);
    };
    try {
      const result = await work();
      settle();
      return result;
    } catch (error) {
      if (error instanceof Trouble && isFollowed(error.failure)) {
        this.#held = null;
        return null;
      }
      settle();
      throw error;
    }
  }

  /** Notes the provider's own superuser; it counts where the host name tells nothing. */
  keptBy(superuser: string, isAurora: boolean): void {
    this.#keeper = providerKeptBy(superuser, isAurora);
  }

  /** Adds what proves a pooler, once. */
  prove(sign: string): void {
    if (!this.#proven.includes(sign)) this.#proven.push(sign);
  }

  /** The first query was answered, or the way in ended. */
  end(): void {
    this.#ended ??= performance.now() - this.#began;
  }

  /** Returns the failure without the password, should a server send it back. */
  failure(error: unknown, stage: StageName): ConnectionFailure {
    const failure = failureOf(error, stage);
    const { password, host, user, database } = this.login;
    // One that is also a name, or a short word, is no secret in a sentence; a gap there would tell that it is one.
    const isWord =
      !password || password.length < 6 || [host, user, database].some((name) => name.includes(password));
    return isWord ? failure : { ...failure, said: failure.said.replaceAll(password, "••••") };
  }

  /** Returns the connection as a Snapshot has it. */
  connection(failure: ConnectionFailure | null): Connection {
    const { host, port, database, user, sslmode, urlFlaws } = this.login;
    const named = recogniseProvider(host);
    return {
      host,
      port,
      database,
      user,
      sslmode,
      urlFlaws,
      provider: named === "other" ? this.#keeper : named,
      address: this.address,
      ...(this.addresses === null ? {} : { addresses: [...this.addresses] }),
      loopback: this.address !== null && networkOf(this.address) === "loopback",
      stages: [...this.#stages],
      totalMs: this.#ended ?? performance.now() - this.#began,
      encrypted: this.encrypted,
      certificateVerified: this.certificateVerified,
      pooler: { suspected: poolerSigns(host, port), proven: [...this.#proven] },
      failure,
    };
  }
}
