import type { z } from "zod";
import { addressOf, type Address, type Call, type Endpoint } from "@/lib/api/endpoint";
import { readEvents } from "@/lib/databases/read-events";
import { isAbort } from "@/lib/log/unlogged";
import { parseJson } from "@/lib/text/json";
import { refusedBy, unanswered } from "./refused";
import { SessionState } from "./session";
import { textOf } from "./text-of";

type Signal = { signal?: AbortSignal | undefined };
/** An endpoint whose answer, or event of an answer, is such a value. */
type Answering<Value> = { answer: z.ZodType<Value> };

/** The head of one request. */
type Request = Signal & {
  method: "GET" | "POST";
  address: string;
  headers?: Record<string, string>;
  body?: string;
};

/** A signal that ended the work is no failure: its own error goes on. */
const unlessLeft = (error: unknown, signal: AbortSignal | undefined, otherwise: () => Error): unknown =>
  signal?.aborted === true || isAbort(error) ? error : otherwise();

/** Yields the text of an answer as it comes. @throws Refused when it breaks off before its end */
async function* piecesOf(
  { body }: Response,
  method: "GET" | "POST",
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  try {
    yield* textOf(body);
  } catch (error) {
    throw unlessLeft(error, signal, () => unanswered("broken off", method, error));
  }
}

/**
 * Calls Headroom's own API, as its endpoints declare it (lib/api). Every failure is a `Refused` with a text for the user; a call
 * that its signal ends rejects with the signal's reason. Nothing is tried again here (components/api/retry.ts).
 */
export class ApiClient {
  readonly session = new SessionState();

  /** `origin` is where the server is, with no path; empty for the one that the page came from. */
  constructor(private readonly origin = "") {}

  /** Returns the parsed answer of an endpoint that answers with JSON. @throws Refused */
  async json<Called extends Endpoint, Value>(
    called: Called & Answering<Value>,
    call: Call<Called> & Signal,
  ): Promise<Value> {
    const text = await this.text<Called>(called, call);
    return this.#parsed(called, parseJson(text));
  }

  /** Returns each line of an answer of JSON lines; a line of another form is left out. @throws Refused */
  async lines<Called extends Endpoint, Value>(
    called: Called & Answering<Value>,
    call: Call<Called> & Signal,
  ): Promise<Value[]> {
    const lines: Value[] = [];
    for await (const line of this.events<Called, Value>(called, call)) lines.push(line);
    return lines;
  }

  /** Returns the text of an answer. @throws Refused */
  async text<Called extends Endpoint>(called: Called, call: Call<Called> & Signal): Promise<string> {
    const response = await this.#call<Called>(called, call);
    try {
      return await response.text();
    } catch (error) {
      throw unlessLeft(error, call.signal, () => unanswered("broken off", called.method, error));
    }
  }

  /** Yields each event of an answer of JSON lines as it comes; one of another form is left out. @throws Refused */
  async *events<Called extends Endpoint, Value>(
    called: Called & Answering<Value>,
    call: Call<Called> & Signal,
  ): AsyncGenerator<Value> {
    const response = await this.#call<Called>(called, call);
    yield* readEvents<z.ZodType<Value>>(piecesOf(response, called.method, call.signal), called.answer);
  }

  /**
   * Opens the server-sent events at an address, from after the event with that id where one is named, and returns their text
   * as it comes, which rejects with a Refused when it breaks off. @throws Refused
   */
  async open(
    address: string,
    { signal, lastEventId }: Signal & { lastEventId: string },
  ): Promise<AsyncIterable<string>> {
    const headers = {
      accept: "text/event-stream",
      ...(lastEventId !== "" && { "last-event-id": lastEventId }),
    };
    return piecesOf(await this.#send({ method: "GET", address, headers, signal }), "GET", signal);
  }

  #parsed<Value>({ answer, method }: Answering<Value> & Pick<Endpoint, "method">, body: unknown): Value {
    const read = answer.safeParse(body);
    if (!read.success) throw unanswered("unreadable", method, read.error);
    return read.data;
  }

  #call<Called extends Endpoint>(called: Called, call: Call<Called> & Signal): Promise<Response> {
    const { method } = called;
    const sent: Address<Called> & { body?: unknown } & Signal = call;
    const body =
      sent.body === undefined
        ? {}
        : { body: JSON.stringify(sent.body), headers: { "content-type": "application/json" } };
    return this.#send({ method, address: addressOf(called, sent), signal: sent.signal, ...body });
  }

  async #send({ address, method, signal, headers = {}, body }: Request): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.origin}${address}`, {
        method,
        headers,
        cache: "no-store",
        ...(signal && { signal }),
        ...(body !== undefined && { body }),
      });
    } catch (error) {
      throw unlessLeft(error, signal, () => unanswered("unreachable", method, error));
    }
    if (response.ok || response.status === 401) this.session.set(response.status === 401);
    if (!response.ok) throw await refusedBy(response, method);
    return response;
  }
}

/** The API of the server that the page came from. */
export const api = new ApiClient();
