import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Login } from "./login";
import { makeAuthority, makeSelfSigned, type Authority } from "./testing/certificates";
import { startServer, type TestServer } from "./testing/server";
import { aLogin, nothingIsLeft, tried } from "./testing/tried";

const NAMES = "DNS:localhost,IP:127.0.0.1";
/** `either` is let in with and without TLS, `secure` with TLS only. */
const HBA = `
host    all either 127.0.0.1/32 trust
hostssl all secure 127.0.0.1/32 trust
`;

let folder: string;
let authority: Authority;
let server: TestServer;
let admin: Client;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-tls-"));
  authority = makeAuthority(folder);
  server = await startServer({ hba: HBA, certificate: authority.issue(NAMES) });
  admin = await server.admin();
  await admin.query("CREATE ROLE either LOGIN; CREATE ROLE secure LOGIN");
});
afterEach(() => nothingIsLeft(admin));
afterAll(async () => {
  await admin.end();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const as = (change: Partial<Login>) => aLogin(server.port, { user: "secure", ...change });

describe("a server with a good certificate", () => {
  beforeAll(() => server.use(authority.issue(NAMES)));

  test.each(["localhost", "127.0.0.1"])("is verified by its name and by its address: %s", async (host) => {
    const login = as({ host, sslmode: "verify-full", caCertificate: authority.certificate });
    const connection = await tried(login);
    expect(connection).toMatchObject({ failure: null, encrypted: true, certificateVerified: true });
    expect(connection.stages[2]).toMatchObject({ stage: "tls", status: "ok" });
    expect(connection.stages[2]?.detail).toBe("TLSv1.3, certificate and host name verified");
  });

  test.each(["prefer", "require", "allow"] as const)(
    "is used but not trusted by sslmode=%s",
    async (sslmode) => {
      const connection = await tried(as({ sslmode }));
      expect(connection).toMatchObject({ failure: null, encrypted: true, certificateVerified: false });
      expect(connection.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
        "dns ok",
        "tcp ok",
        "tls ok",
        "login ok",
        "query ok",
      ]);
    },
  );

  test("is not asked for TLS by sslmode=allow where the server goes without", async () => {
    const connection = await tried(as({ sslmode: "allow", user: "either" }));
    expect(connection).toMatchObject({ failure: null, encrypted: false });
    expect(connection.stages[2]).toMatchObject({ stage: "tls", status: "skipped" });
  });

  test("turns away who comes without TLS where its rules demand it", async () => {
    const { failure, encrypted } = await tried(as({ sslmode: "disable" }));
    expect(encrypted).toBe(false);
    expect(failure).toMatchObject({ kind: "authorization", stage: "login", sqlstate: "28000" });
  });

  test("is refused by verify-full and verify-ca without its authority", async () => {
    for (const sslmode of ["verify-full", "verify-ca"] as const)
      expect((await tried(as({ sslmode }))).failure).toMatchObject({ kind: "tls-certificate", stage: "tls" });
  });

  test("is refused where the authority's certificate cannot be read", async () => {
    const { failure } = await tried(as({ sslmode: "verify-full", caCertificate: "not a certificate" }));
    expect(failure).toMatchObject({ kind: "tls-certificate", stage: "tls" });
  });
});

describe("a server whose certificate is for another host", () => {
  beforeAll(() => server.use(authority.issue("DNS:db.example.com")));

  test("is refused by verify-full, which names both hosts", async () => {
    const login = as({ host: "localhost", sslmode: "verify-full", caCertificate: authority.certificate });
    const { failure } = await tried(login);
    expect(failure).toMatchObject({ kind: "tls-certificate", stage: "tls" });
    expect(failure?.said).toContain("localhost");
    expect(failure?.said).toContain("db.example.com");
  });

  test("satisfies verify-ca, which checks the chain alone", async () => {
    const connection = await tried(as({ sslmode: "verify-ca", caCertificate: authority.certificate }));
    expect(connection).toMatchObject({ failure: null, encrypted: true, certificateVerified: false });
  });
});

describe("a server whose certificate has expired", () => {
  beforeAll(() => server.use(authority.issue(NAMES, -1)));

  test.each(["verify-full", "verify-ca", "require"] as const)(
    "is refused by sslmode=%s with its authority",
    async (sslmode) => {
      const { failure } = await tried(as({ sslmode, caCertificate: authority.certificate }));
      expect(failure).toMatchObject({
        kind: "tls-certificate",
        stage: "tls",
        said: "certificate has expired",
      });
    },
  );

  test("is let pass by sslmode=require without an authority, which verifies nothing", async () => {
    expect(await tried(as({ sslmode: "require" }))).toMatchObject({ failure: null, encrypted: true });
  });
});

describe("a server with a self-signed certificate", () => {
  test("is refused by verify-full, and taken with its own certificate as the authority", async () => {
    const own = makeSelfSigned(folder, NAMES);
    await server.use(own);
    const { failure } = await tried(as({ sslmode: "verify-full" }));
    expect(failure).toMatchObject({ kind: "tls-certificate", said: "self-signed certificate" });
    const connection = await tried(as({ sslmode: "verify-full", caCertificate: own.certificate }));
    expect(connection).toMatchObject({ failure: null, certificateVerified: true });
  });
});

describe("a server without TLS", () => {
  let plain: TestServer;
  beforeAll(async () => {
    plain = await startServer({});
  });
  afterAll(() => plain.remove());

  test.each(["require", "verify-ca", "verify-full"] as const)("is refused by sslmode=%s", async (sslmode) => {
    const { failure, stages } = await tried(aLogin(plain.port, { sslmode }));
    expect(failure).toMatchObject({ kind: "tls-unavailable", stage: "tls", sqlstate: null });
    expect(stages.at(-1)).toMatchObject({ stage: "tls", status: "failed" });
  });

  test.each(["disable", "allow", "prefer"] as const)(
    "is used in the clear by sslmode=%s",
    async (sslmode) => {
      const connection = await tried(aLogin(plain.port, { sslmode }));
      expect(connection).toMatchObject({ failure: null, encrypted: false, certificateVerified: false });
    },
  );
});
