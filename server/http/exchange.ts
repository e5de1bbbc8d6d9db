import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";

/** One request under way: its response, and the id that its log lines, its answer and its error messages have. */
export type Exchange = { response: ServerResponse; requestId: string };

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomExchange: AsyncLocalStorage<Exchange> | undefined;
}

const exchanges = (): AsyncLocalStorage<Exchange> =>
  (globalThis.headroomExchange ??= new AsyncLocalStorage());

/** Runs the handling of one request, so that code below it reaches the response and the request's id. */
export const withExchange = (exchange: Exchange, work: () => void): void => exchanges().run(exchange, work);

/** Returns the id of the request under way; undefined where no request is handled (a sampler, a test, the command line). */
export const requestId = (): string | undefined => exchanges().getStore()?.requestId;

/**
 * Sets a header of the response under way. A server action has no other way to set one. Without effect where no request is handled
 * (a test, the command line) or the head is already sent.
 */
export function answerHeader(name: string, value: string): void {
  const response = exchanges().getStore()?.response;
  if (response !== undefined && !response.headersSent) response.setHeader(name, value);
}

/** Sets the status of the response under way, as `answerHeader` sets a header. */
export function answerStatus(status: number): void {
  const response = exchanges().getStore()?.response;
  if (response !== undefined && !response.headersSent) response.statusCode = status;
}
