import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { PERMISSIONS, permissionTable } from "@/lib/accounts/permissions";
import { OPEN_DOORS } from "@/lib/accounts/permissions/open-doors";
import type { Permission } from "@/lib/accounts/permissions/permission";
import type { Duty } from "@/lib/accounts/duty";
import { atLeast, ROLES, type Role } from "@/lib/accounts/roles";
import { NotAllowed } from "../errors";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Person who is signed in, in place of better-auth's answer; null without a session. */
let signedIn: Role | null = null;
/** Page that a server action is called from. */
let origin = "http://localhost";
vi.mock("../auth/auth", () => ({
  auth: () => ({
    api: {
      getSession: () =>
        Promise.resolve(
          signedIn && {
            user: { id: "p", name: "P", email: "p@example.com", role: signedIn },
            session: { id: "s", updatedAt: new Date() },
          },
        ),
    },
  }),
}));
/** Duty of the person, who has to do it first; null for none. */
let owes: Duty | null = null;
vi.mock("../auth/duty", () => ({ dutyOf: () => Promise.resolve(owes) }));
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(new Headers({ host: "localhost", origin })),
  cookies: () => Promise.resolve({ get: () => undefined }),
}));
beforeAll(() => {
  // Nothing answers there: a door that refuses asks no store.
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
});
afterAll(() => {
  vi.unstubAllEnvs();
});
beforeEach(() => {
  signedIn = null;
  origin = "http://localhost";
  owes = null;
});

const filesOf = (room: string): string[] =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .map((file) => `${room}/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));
const textOf = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const exportsOf = async (file: string): Promise<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse({ ...(await import(path.join(ROOT, file))) });

const doorSchema = z.custom<((...input: unknown[]) => unknown) & { needs: Role }>(
  (value) => typeof value === "function" && "needs" in value,
);
const callableSchema = z.custom<(...input: unknown[]) => unknown>((value) => typeof value === "function");
const doorOf = (value: unknown) => doorSchema.parse(value);
const isDoor = (value: unknown): boolean => doorSchema.safeParse(value).success;
const isApiRoute = (value: unknown): boolean => typeof value === "function" && "endpoint" in value;

/** Returns the role of the table for a door of a kind, and where the table has it. */
const listed = (kind: "verbs" | "routes" | "pages" | "actions"): Map<string, Role> => {
  const named = PERMISSIONS.flatMap((permission: Permission) =>
    (permission[kind] ?? []).map((name): [string, Role] => [name, permission.needs]),
  );
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  return new Map(named);
};
const sorted = (doors: Iterable<[string, Role]>) =>
  [...doors].sort(([one], [other]) => (one < other ? -1 : 1));
const lesser = (needs: Role) => ROLES.filter((role) => !atLeast(role, needs));

describe("verbs", () => {
  const VERB = /export const (\w+) = (?:auditedVerb|readOnlyVerb|readOnlyVerbNow)\(/g;
  const found = filesOf("server").flatMap((file) =>
    [...textOf(file).matchAll(VERB)].map(([, name = ""]) => ({ file, name })),
  );

  test("each asks for the role of the table, and refuses each lesser one before it does anything", async () => {
    const doors = new Map<string, Role>();
    for (const { file, name } of found) {
      const verb = doorOf((await exportsOf(file))[name]);
      doors.set(name, verb.needs);
      for (const role of lesser(verb.needs)) {
        const call = async () => verb({ actor: { kind: "user", id: "p", role } });
        await expect(call(), `${name} as ${role}`).rejects.toThrow(NotAllowed);
      }
    }
    expect(found.length).toBeGreaterThan(60);
    expect(sorted(doors)).toEqual(sorted(listed("verbs")));
  });
});

describe("routes", () => {
  const found = filesOf("app")
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => ({ file, route: file.slice("app".length, -"/route.ts".length) }));

  test("each that changes something answers 403 to an admin whom a foreign page sent, or a request of no page", async () => {
    signedIn = "admin";
    let tried = 0;
    for (const { file, route } of found)
      for (const [method, value] of Object.entries(await exportsOf(file)))
        if (isDoor(value) && !["GET", "HEAD"].includes(method))
          for (const from of ["http://evil.example", "null", null]) {
            const headers = new Headers(from === null ? {} : { origin: from });
            const request = new Request(`http://localhost${route}`, { method, headers });
            const answer = await doorOf(value)(request, { params: Promise.resolve({}) });
            expect(z.instanceof(Response).parse(answer).status, `${method} ${route}`).toBe(403);
            tried += 1;
          }
    expect(tried).toBeGreaterThan(15);
  });

  test("each answers nobody with 401 and each lesser role with 403", async () => {
    const doors = new Map<string, Role>();
    const open: string[] = [];
    for (const { file, route } of found)
      for (const [method, value] of Object.entries(await exportsOf(file))) {
        if (!/^[A-Z]+$/.test(method)) continue;
        // A token opens it, and no session does: server/api/routes.real.test.ts walks them.
        if (isApiRoute(value)) continue;
        if (!isDoor(value)) {
          if (method !== "HEAD") open.push(`${method} ${route}`);
          continue;
        }
        const handler = doorOf(value);
        if (method !== "HEAD") doors.set(`${method} ${route}`, handler.needs);
        const statusAs = async (role: Role | null) => {
          signedIn = role;
          const headers = { origin: "http://localhost", host: "localhost" };
          const request = new Request(`http://localhost${route}`, { method, headers });
          return z.instanceof(Response).parse(await handler(request, { params: Promise.resolve({}) })).status;
        };
        expect(await statusAs(null), `${method} ${route}`).toBe(401);
        for (const role of lesser(handler.needs))
          expect(await statusAs(role), `${method} ${route} as ${role}`).toBe(403);
        owes = "second-factor";
        // Only the way out is open to a person who has to do something else first; here it gets as far as the store, which is away.
        const status = route === "/api/sign-out" ? 503 : 403;
        expect(await statusAs("admin"), `${method} ${route} before a duty`).toBe(status);
        owes = null;
      }
    expect(found.length).toBeGreaterThan(20);
    expect(open.sort()).toEqual([...OPEN_DOORS.routes].sort());
    expect(sorted(doors)).toEqual(sorted(listed("routes")));
  });
});

describe("server actions", () => {
  const found = filesOf("app").filter((file) => /^"use server";/m.test(textOf(file)));

  test("each refuses an admin whom a foreign page sent, the open ones as well", async () => {
    signedIn = "admin";
    origin = "http://evil.example";
    for (const file of found)
      for (const [name, act] of Object.entries(await exportsOf(file)))
        expect(await callableSchema.parse(act)(), `${file} ${name}`).toMatchObject({
          message: expect.stringMatching(/^This request did not come from one of Headroom's own pages/),
        });
  });

  test("each refuses nobody and each lesser role", async () => {
    const doors = new Map<string, Role>();
    const open: string[] = [];
    for (const file of found)
      for (const [name, value] of Object.entries(await exportsOf(file))) {
        const key = `${file.slice("app/".length).replace(/\.tsx?$/, "")} ${name}`;
        if (!isDoor(value)) {
          open.push(key);
          continue;
        }
        const act = doorOf(value);
        doors.set(key, act.needs);
        for (const role of [null, ...lesser(act.needs)]) {
          signedIn = role;
          const refusal = await act();
          expect(refusal, `${key} as ${role}`).toMatchObject({
            message: expect.stringMatching(role === null ? /not signed in/ : /admin|your role/i),
          });
        }
      }
    expect(found.length).toBeGreaterThan(6);
    expect(open.sort()).toEqual([...OPEN_DOORS.actions].sort());
    expect(sorted(doors)).toEqual(sorted(listed("actions")));
  });
});

describe("pages", () => {
  const found = filesOf("app/(app)")
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => ({ file, page: file.slice("app/(app)".length, -"/page.tsx".length) || "/" }));
  const opens = async (file: string): Promise<(input: object) => Promise<unknown>> => {
    const open = (await exportsOf(file)).default;
    return z.custom<(input: object) => Promise<unknown>>((value) => typeof value === "function").parse(open);
  };
  const props = () => ({ params: Promise.resolve({ id: "none" }), searchParams: Promise.resolve({}) });

  test("each leads nobody to the sign-in and refuses each lesser role", async () => {
    const table = listed("pages");
    expect([...table.keys()].sort()).toEqual(found.map(({ page }) => page).sort());
    for (const { file, page } of found) {
      const open = await opens(file);
      signedIn = null;
      await expect(open(props()), page).rejects.toThrow(/NEXT_REDIRECT/);
      for (const role of lesser(table.get(page) ?? "viewer")) {
        signedIn = role;
        await expect(open(props()), `${page} as ${role}`).rejects.toThrow(NotAllowed);
      }
    }
  });

  test("a page that viewers read names their role, and no other page does", () => {
    const table = listed("pages");
    for (const { file, page } of found)
      expect(/requireSession\("viewer"\)|isViewer\(\)/.test(textOf(file)), page).toBe(
        table.get(page) === "viewer",
      );
  });
});

test("the table of docs/security.md is made from the same data", () => {
  expect(textOf("docs/security.md").includes(permissionTable())).toBe(true);
});
