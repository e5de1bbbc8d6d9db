import "server-only";
import { readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import type { ApiEndpoint } from "@/lib/api-v1/endpoint";

const APP = path.resolve(import.meta.dirname, "../../../app");

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response> | Response;

/** A route handler of the API, with its endpoint where it has one. */
export type ApiRoute = { route: string; method: string; handler: Handler; endpoint: ApiEndpoint | null };

const handlerSchema = z.custom<Handler & { endpoint?: ApiEndpoint }>((value) => typeof value === "function");

/** Returns every route handler below app/api/v1, read from the files themselves. */
export async function apiRoutes(): Promise<ApiRoute[]> {
  const files = readdirSync(path.join(APP, "api/v1"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("route.ts"));
  const routes = await Promise.all(
    files.map(async (file) => {
      const module: object = await import(path.join(APP, "api/v1", file));
      const route = `/api/v1/${path.posix.dirname(file)}`;
      return Object.entries(module).map(([method, value]) => {
        const handler = handlerSchema.parse(value);
        return { route, method, handler, endpoint: handler.endpoint ?? null };
      });
    }),
  );
  return routes.flat().sort((one, other) => one.route.localeCompare(other.route, "en"));
}

/** Returns the variable parts of an address by a route; null where it is another one. */
function paramsOf(route: string, address: string): Record<string, string> | null {
  const names: string[] = [];
  const pattern = route.replaceAll(/\[(\w+)\]/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  const found = new RegExp(`^${pattern}$`).exec(address);
  return (
    found &&
    Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]))
  );
}

async function answer(routes: readonly ApiRoute[], incoming: IncomingMessage, outgoing: ServerResponse) {
  const address = new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "localhost"}`);
  const found = routes.flatMap((each) => {
    const params = each.method === incoming.method ? paramsOf(each.route, address.pathname) : null;
    return params === null ? [] : [{ ...each, params }];
  })[0];
  if (found === undefined) return outgoing.writeHead(404).end();
  const body = await buffer(incoming);
  const headers = new Headers(
    Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const request = new Request(address, {
    method: found.method,
    headers,
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const params = found.route.includes("[") ? found.params : undefined;
  const response = await found.handler(request, { params: Promise.resolve(params) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  return outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Serves the routes of the API over HTTP on a free port of this machine, for a client that knows the document alone. */
export async function serveApi(): Promise<{ url: string; stop(): Promise<void> }> {
  const routes = await apiRoutes();
  const server: Server = createServer((incoming, outgoing) => {
    answer(routes, incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = bound !== null && typeof bound === "object" ? bound.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
