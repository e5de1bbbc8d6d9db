import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import Provider from "oidc-provider";

/** Claims of the people of the provider, by their login there. */
export type People = Map<string, Record<string, unknown>>;
export const CLIENT = { id: "headroom", secret: "the client's secret: a+b/c=" };

async function makeKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: "RS256", use: "sig" };
}

async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider has no port");
  return address.port;
}

/** A running provider. `rotate` starts it anew with other keys, under the names that the old ones had where `sameName` says so. */
export type RealProvider = {
  issuer: string;
  stop(): Promise<void>;
  rotate(sameName: boolean): Promise<void>;
};

/** Starts the package oidc-provider on loopback, with its own forms for login and consent. */
export async function startRealProvider(people: People, callback: string): Promise<RealProvider> {
  const server = createServer();
  const port = await listen(server);
  const issuer = `http://127.0.0.1:${port}`;
  let handle: ReturnType<Provider["callback"]>;
  server.on("request", (request, response) => void handle(request, response));
  const build = async (kid: string) => {
    const provider = new Provider(issuer, {
      jwks: { keys: [await makeKey(kid)] },
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [callback],
          grant_types: ["authorization_code"],
          response_types: ["code"],
        },
      ],
      claims: {
        openid: ["sub"],
        email: ["email", "email_verified", "name"],
        groups: ["groups"],
      },
      scopes: "openid email profile groups".split(" "),
      cookies: { keys: ["a key of the test's provider"] },
      findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
    });
    handle = provider.callback();
  };
  await build("first");
  return {
    issuer,
    rotate: (sameName) => build(sameName ? "first" : "second"),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/**
 * Walks through the provider's forms as a browser does that signs in as this person. Returns the query with which the provider sends the
 * browser back.
 */
export async function walkThrough(
  location: string,
  login: string,
  callback: string,
): Promise<Record<string, string>> {
  const jar = new Map<string, string>();
  let url = location;
  let form: Record<string, string> | undefined;
  for (let step = 0; step < 12; step += 1) {
    if (url.startsWith(callback)) return Object.fromEntries(new URL(url).searchParams);
    const answer: Response = await fetch(url, {
      redirect: "manual",
      method: form === undefined ? "GET" : "POST",
      headers: { cookie: [...jar].map((pair) => pair.join("=")).join("; ") },
      ...(form !== undefined && { body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const next = answer.headers.get("location");
    form = undefined;
    if (next !== null) {
      url = new URL(next, url).href;
      continue;
    }
    const page = await answer.text();
    if (answer.status !== 200)
      throw new Error(`the provider answered ${answer.status}: ${page.slice(0, 500)}`);
    form = page.includes('value="login"')
      ? { prompt: "login", login, password: "any" }
      : { prompt: "consent" };
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    url = new URL(action ?? url, url).href;
  }
  throw new Error("the provider's forms lead nowhere");
}
