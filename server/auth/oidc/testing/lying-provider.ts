import { once } from "node:events";
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";

export type Lie = {
  /** Changes of the claims of an honest token. */
  claims?: JWTPayload;
  /** Signs in another way than with the key that the provider publishes. */
  sign?: (claims: JWTPayload, honest: (claims: JWTPayload) => Promise<string>) => Promise<string>;
  /** Answers of paths, in place of the honest ones. */
  answers?: Record<string, { status: number; body: string }>;
};

export type LyingProvider = {
  issuer: string;
  /** Lies of the next answers. */
  tell(lie: Lie): void;
  /** Forms that were sent to the token endpoint, with the header of the client. */
  asked: { form: URLSearchParams; authorization: string | undefined }[];
  stop(): Promise<void>;
};

async function signer(): Promise<{ key: CryptoKey; keySet: string }> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" };
  return { key: privateKey, keySet: JSON.stringify({ keys: [jwk] }) };
}

/** Starts a provider whose tokens are as the test says: what no honest one would issue. `nonce` is that of the sign-in under way. */
export async function startLyingProvider(clientId: string, nonce: () => string): Promise<LyingProvider> {
  const { key, keySet } = await signer();
  const asked: LyingProvider["asked"] = [];
  let lie: Lie = {};
  let issuer = "";
  const honest = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "one" }).sign(key);
  const token = async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      sub: "grace",
      nonce: nonce(),
      iat: now,
      exp: now + 300,
      email: "grace@navy.example",
      email_verified: true,
      groups: ["crew"],
      ...lie.claims,
    };
    return JSON.stringify({
      token_type: "Bearer",
      access_token: "opaque",
      id_token: await (lie.sign ?? ((given: JWTPayload) => honest(given)))(claims, honest),
    });
  };
  const bodies: Record<string, () => string | Promise<string>> = {
    "/.well-known/openid-configuration": () =>
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      }),
    "/keys": () => keySet,
    "/token": token,
  };
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      const path = request.url ?? "";
      if (path === "/token")
        asked.push({
          form: new URLSearchParams(Buffer.concat(chunks).toString()),
          authorization: request.headers.authorization,
        });
      const given = lie.answers?.[path];
      const body = given?.body ?? (await bodies[path]?.()) ?? "{}";
      response.writeHead(given?.status ?? (path in bodies ? 200 : 404), {
        "content-type": "application/json",
      });
      response.end(body);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider has no port");
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    asked,
    tell(next) {
      lie = next;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
