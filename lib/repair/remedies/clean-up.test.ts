import { describe, expect, test } from "vitest";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aSlot, aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { cleanUp, cleanUpSlot } from "./clean-up";
import { contributed, noRole, statementsOf } from "./fixture";

const world = { wanted: { kind: "clean-up" as const }, choices: { handTo: "app" } };
const PUBLICATION = `"electric_publication_default"`;
const missing = (more: Parameters<typeof contributed>[1]) =>
  contributed(cleanUp, { ...world, ...more }).missing?.map(({ what }) => what);

describe("the end of Electric here", () => {
  test("drops the publication, hands tables over and drops the role, in this order", () => {
    const open = (rights: Rights) => void (rights.schemas = []);
    expect(statementsOf(cleanUp, { ...world, rights: open })).toEqual([
      `ALTER PUBLICATION ${PUBLICATION} OWNER TO "postgres"`,
      `ALTER PUBLICATION ${PUBLICATION} DROP TABLE ONLY "public"."orders"`,
      `DROP PUBLICATION ${PUBLICATION}`,
      `ALTER TABLE "public"."orders" REPLICA IDENTITY DEFAULT`,
      `ALTER TABLE "public"."orders" OWNER TO "app"`,
      `DROP ROLE "electric"`,
    ]);
  });

  test("is never part of another plan", () => {
    expect(statementsOf(cleanUp, { choices: world.choices })).toEqual([]);
    expect(statementsOf(cleanUpSlot)).toEqual([]);
    expect(cleanUpSlot.outside).toBe(true);
  });

  test("leaves nothing to do where there is nothing of Electric", () => {
    const nothing = (snapshot: ReachedSnapshot) => {
      noRole(snapshot);
      snapshot.publication = null;
      snapshot.slots = [];
      snapshot.relations = [{ ...aTable, owner: "app", replicaIdentity: "d", published: null }];
    };
    const rights = (all: Rights) => void (all.roles = all.roles.filter(({ name }) => name !== "electric"));
    expect(contributed(cleanUp, { ...world, snapshot: nothing, rights })).toEqual({ drafts: [], fixes: [] });
    expect(statementsOf(cleanUpSlot, { ...world, snapshot: nothing })).toEqual([]);
  });
});

describe("the tables", () => {
  test("go to whoever runs it where nobody was chosen, beyond the target as well", () => {
    const elsewhere = (snapshot: ReachedSnapshot) =>
      void snapshot.relations.push(
        { ...aTable, oid: 2, schema: "other", name: "mine", published: null },
        { ...aTable, oid: 3, schema: "other", name: "view", kind: "v", published: null },
      );
    const owners = statementsOf(cleanUp, { wanted: world.wanted, snapshot: elsewhere }).filter(
      (sql) => sql.startsWith("ALTER TABLE") && sql.includes("OWNER"),
    );
    expect(owners).toEqual([
      `ALTER TABLE "other"."mine" OWNER TO "postgres"`,
      `ALTER TABLE "public"."orders" OWNER TO "postgres"`,
    ]);
  });

  test("are taken with the new owner's grants put away first, and what those had beyond the owner's kept", () => {
    const rights = (all: Rights) => {
      const by = (grantee: string, privileges: string[]) => ({
        grantee,
        grantor: "electric",
        privileges,
        grantable: [],
      });
      for (const table of all.tables)
        table.acl = [by("electric", ["SELECT"]), by("app", ["INSERT", "SELECT"])];
    };
    const statements = statementsOf(cleanUp, { ...world, rights });
    const at = statements.indexOf(`ALTER TABLE "public"."orders" OWNER TO "app"`);
    expect(statements.slice(at - 1, at + 2)).toEqual([
      `REVOKE INSERT, SELECT ON TABLE "public"."orders" FROM "app"`,
      `ALTER TABLE "public"."orders" OWNER TO "app"`,
      `GRANT INSERT ON TABLE "public"."orders" TO "app"`,
    ]);
  });

  test("write less WAL again only where they have a primary key and nobody else replicates them", () => {
    const identities = (more: Parameters<typeof statementsOf>[1]) =>
      statementsOf(cleanUp, { ...world, ...more }).filter((sql) => sql.includes("REPLICA IDENTITY"));
    expect(identities({})).toHaveLength(1);
    const keyless = (snapshot: ReachedSnapshot) => {
      for (const table of snapshot.relations) table.hasPrimaryKey = false;
    };
    expect(identities({ snapshot: keyless })).toEqual([]);
    const shared = (rights: Rights) => {
      for (const table of rights.tables)
        table.alsoIn = [{ name: "other", columnList: false, generatedStored: null }];
    };
    expect(identities({ rights: shared })).toEqual([]);
  });
});

describe("the publication", () => {
  const sql = (change: (snapshot: ReachedSnapshot) => void, rights?: (rights: Rights) => void) =>
    statementsOf(cleanUp, { ...world, snapshot: change, rights }).filter((one) =>
      one.includes("PUBLICATION"),
    );

  test("of whoever runs it is dropped as it is", () => {
    const own = ({ publication }: ReachedSnapshot) => void (publication && (publication.owner = "postgres"));
    expect(sql(own)[0]).toContain("DROP TABLE");
  });

  test("of everything lists no table, and is taken over only from one superuser by another", () => {
    const everything =
      (owner: string) =>
      ({ publication }: ReachedSnapshot) =>
        void (publication && Object.assign(publication, { allTables: true, owner }));
    const lead = (rights: Rights) => void rights.roles.push({ ...aRoleFacts, name: "lead", superuser: true });
    expect(sql(everything("lead"), lead)).toEqual([
      `ALTER PUBLICATION ${PUBLICATION} OWNER TO "postgres"`,
      `DROP PUBLICATION ${PUBLICATION}`,
    ]);
    expect(sql(everything("electric"))).toEqual([`DROP PUBLICATION ${PUBLICATION}`]);
  });

  test("of whole schemas gives them up one by one", () => {
    const schemas = ({ publication }: ReachedSnapshot) =>
      void (publication && (publication.schemas = ["public"]));
    expect(sql(schemas)).toContain(`ALTER PUBLICATION ${PUBLICATION} DROP TABLES IN SCHEMA "public"`);
  });
});

describe("the role", () => {
  test("stays where it has something in another database, and that is said", () => {
    const rights = (all: Rights) => void (all.dependsIn = ["billing"]);
    expect(statementsOf(cleanUp, { ...world, rights })).not.toContain(`DROP ROLE "electric"`);
    expect(contributed(cleanUp, { ...world, rights }).consequences?.join()).toContain(
      "The role electric stays",
    );
  });

  test("takes a superuser's settings with it where its runner may not reset them, and says what an undo will not bring", () => {
    const rights = (all: Rights) =>
      void (all.roleSettings = [{ database: null, name: "log_statement", value: "all", mayReset: false }]);
    expect(statementsOf(cleanUp, { ...world, rights }).join()).not.toContain("log_statement");
    expect(contributed(cleanUp, { ...world, rights }).consequences?.join()).toContain(
      "postgres may not reset log_statement of electric: that goes with the role",
    );
  });

  test("is not dropped under a running Electric, nor with what nobody hands over", () => {
    expect(missing({})).toEqual([]);
    expect(missing({ rights: (rights) => void (rights.sessions = 21) })).toEqual([
      "electric has 21 sessions open: Electric still runs.",
    ]);
    const owned = ["function", "view"].map((type) => ({ type, identity: `public.${type}` }));
    expect(missing({ rights: (rights) => void (rights.owned = owned) })).toEqual([
      "electric owns 2 other objects here: function public.function and view public.view.",
    ]);
  });

  test("cannot end itself, although its own session is open then", () => {
    const itself = (rights: Rights) => {
      rights.admin = "electric";
      rights.sessions = 1;
    };
    expect(missing({ rights: itself })).toEqual(["electric runs this itself, and no role can drop itself."]);
  });

  test("hands its tables neither to itself nor to nobody, and minds neither where it has none", () => {
    const to = (handTo: string) => ({ choices: { handTo } });
    expect(missing(to("electric"))).toEqual([expect.stringContaining("which is about to go")]);
    expect(missing(to("ap"))).toEqual(["There is no role ap to hand the tables over to."]);
    const none = (snapshot: ReachedSnapshot) => void (snapshot.relations = []);
    expect(missing({ ...to("ap"), snapshot: none })).toEqual([]);
  });
});

describe("the slot", () => {
  const dropped = (snapshot: (snapshot: ReachedSnapshot) => void) =>
    statementsOf(cleanUpSlot, { ...world, snapshot });

  test("goes after the commit, and only Electric's own of this database", () => {
    expect(statementsOf(cleanUpSlot, world)).toEqual([
      `SELECT pg_catalog.pg_drop_replication_slot('electric_slot_default')`,
    ]);
    expect(contributed(cleanUpSlot, world).drafts[0]?.changes).toMatchObject([{ from: { failover: true } }]);
    expect(dropped((snapshot) => void (snapshot.slots = [{ ...aSlot, database: "other" }]))).toEqual([]);
    expect(dropped((snapshot) => void (snapshot.slots = [{ ...aSlot, name: "debezium" }]))).toEqual([]);
    expect(dropped((snapshot) => void (snapshot.slots = { unseen: true, grant: "" }))).toEqual([]);
  });
});
