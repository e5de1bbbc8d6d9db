import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomExchange: AsyncLocalStorage<ServerResponse> | undefined;
}

const responses = (): AsyncLocalStorage<ServerResponse> =>
  (globalThis.headroomExchange ??= new AsyncLocalStorage());

/** Runs the handling of one request, so that code below it reaches the response. */
export const withResponse = (response: ServerResponse, work: () => void): void =>
  responses().run(response, work);

/**
 * Sets a header of the response under way. A server action has no other way to set one. Without effect where no request is handled
 * (a test, the command line) or the head is already sent.
 */
export function answerHeader(name: string, value: string): void {
  const response = responses().getStore();
  if (response !== undefined && !response.headersSent) response.setHeader(name, value);
}

/** Sets the status of the response under way, as `answerHeader` sets a header. */
export function answerStatus(status: number): void {
  const response = responses().getStore();
  if (response !== undefined && !response.headersSent) response.statusCode = status;
}
