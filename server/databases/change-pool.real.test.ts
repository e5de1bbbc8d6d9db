import { afterAll, beforeAll, expect, test } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { targetSchema } from "@/lib/target/schema";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, NotFound } from "../errors";
import { startTestStore, type TestStore } from "../store/testing";
import { changePool } from "./change-pool";
import { addDatabase } from "./create";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());

const input = {
  ...aDatabaseInput,
  target: targetSchema.parse({
    role: "sync",
    streamId: "two",
    scope: { kind: "schemas", schemas: ["shop"] },
  }),
};
const choice = { poolSize: 8, instances: 2, pooled: true };

test("what Electric is to open is written, and the rest of the target stays", async () => {
  const { id, target } = await addDatabase(system, input);
  const changed = await changePool(system, id, { ...choice, role: "somebody else" });
  expect(changed.target).toEqual({ ...target, ...choice });
});

test("a member may not, nonsense is refused, and what is not there is not found", async () => {
  const { id } = await addDatabase(system, input);
  const member: Context = { actor: { kind: "user", id: "grace", role: "member" } };
  await expect(changePool(member, id, choice)).rejects.toThrow(NotAllowed);
  await expect(changePool(system, id, { ...choice, poolSize: 0 })).rejects.toThrow(BadInput);
  await expect(changePool(system, "00000000-0000-4000-8000-000000000000", choice)).rejects.toThrow(NotFound);
});
