import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitArguments } from "./arguments";
import { OPTION_NAMES, rowOf } from "./command-table";
import { readArguments } from "./options";
import { UsageError } from "./usage-error";

const URL = "postgresql://postgres:hush%3Ahush@db.example.com/orders?sslmode=require";
const check = (...argv: string[]) => {
  const wish = readArguments(["check", ...argv]);
  if (wish.command !== "check" || wish.sandbox) throw new Error("not a check of a database");
  return wish;
};
const complaint = (...argv: string[]): string => {
  try {
    readArguments(argv);
    return "";
  } catch (error) {
    return error instanceof UsageError ? error.message : String(error);
  }
};

test("without options the target is Electric's own defaults", () => {
  expect(check(URL)).toMatchObject({
    format: "people",
    fields: { host: "db.example.com", port: 5432, database: "orders", user: "postgres", sslmode: "require" },
    target: {
      role: "electric",
      poolSize: 20,
      strategy: "owner",
      streamId: "default",
      environment: "production",
    },
    urlFlaws: [],
  });
});

test("every option reaches the target", () => {
  const options =
    "--role sync --pool-size=8 --instances 2 --pooled --strategy member --stream-id eu --environment staging --json";
  const { target, format } = check(...options.split(" "), "--electric-url", "http://electric:3000", URL);
  expect(format).toBe("json");
  expect(target).toMatchObject({
    role: "sync",
    poolSize: 8,
    instances: 2,
    pooled: true,
    strategy: "member",
    streamId: "eu",
    environment: "staging",
    electricUrl: "http://electric:3000",
  });
});

test("several names may follow one option, up to the next option or a connection string", () => {
  const schemas = (...args: string[]) => check(...args).target.scope;
  const expected = { kind: "schemas", schemas: ["public", "shop"] };
  expect(schemas(URL, "--schema", "public", "shop", "--json")).toEqual(expected);
  expect(schemas("--schema", "public", "shop", URL)).toEqual(expected);
  expect(schemas("--schema", "public", "--schema", "shop", URL)).toEqual(expected);
});

test("schemas and tables may be repeated and are read as SQL reads names", () => {
  expect(check(URL, "--schema", "Public", "--schema", '"My.App"').target.scope).toEqual({
    kind: "schemas",
    schemas: ["public", "My.App"],
  });
  expect(
    check(URL, "--table", "orders", "--table", '"My.App"."a.b"', "--table", "select.items").target.scope,
  ).toEqual({
    kind: "tables",
    tables: [
      { schema: "public", name: "orders" },
      { schema: "My.App", name: "a.b" },
      { schema: "select", name: "items" },
    ],
  });
});

test("key=value strings are read too, and say nothing of how Electric would read them", () => {
  const wish = check("host=db.example.com user=app dbname=orders");
  expect(wish).toMatchObject({ fields: { host: "db.example.com", user: "app", password: "" }, urlFlaws: [] });
});

test("a string without a password is no flaw here, what Electric refuses in it is", () => {
  const { urlFlaws } = check("postgresql://postgres@db.example.com/orders?sslmode=verify-full");
  expect(urlFlaws.map(({ id }) => id)).toEqual(["sslmode-verify"]);
});

test.each(["-h", "--help"])("%s asks for help of its command, whatever else stands there", (flag) => {
  expect(splitArguments(["check", flag])).toEqual({ help: "check" });
  expect(splitArguments(["plan", "--fast", flag])).toEqual({ help: "plan" });
  expect(splitArguments([flag])).toEqual({ help: null });
  expect(splitArguments(["help", "plan"])).toEqual({ help: "plan" });
});

test("--version asks for the version", () => {
  expect(splitArguments(["--version"])).toEqual({ version: true });
});

describe("DATABASE_URL", () => {
  const environment = { DATABASE_URL: "postgresql://app:hush@db.example.com:6000/shop" };

  test("is read where no connection string is given, and is named", () => {
    const wish = readArguments(["check"], environment);
    expect(wish).toMatchObject({ fields: { host: "db.example.com", port: 6000, database: "shop" } });
    expect(wish).toMatchObject({ notices: ["Database: shop at db.example.com:6000, from DATABASE_URL."] });
  });

  test("is not read where one is given", () => {
    expect(readArguments(["check", URL], environment)).toMatchObject({
      fields: { database: "orders" },
      notices: [],
    });
  });

  test("is named in a complaint about it, without a secret", () => {
    const read = () => readArguments(["check"], { DATABASE_URL: "mysql://u:hush@h/d" });
    expect(read).toThrow(/^DATABASE_URL: The connection string does not begin with postgresql/);
    expect(read).not.toThrow(/hush/);
  });
});

describe("--sandbox", () => {
  test("brings a database of its own, for development unless another environment is named", () => {
    expect(readArguments(["check", "--sandbox"], { DATABASE_URL: URL })).toMatchObject({
      sandbox: true,
      target: { environment: "development" },
    });
    expect(readArguments(["plan", "--sandbox", "--environment", "staging"])).toMatchObject({
      sandbox: true,
      target: { environment: "staging" },
    });
  });

  test("goes with no connection string, no undo and no command that changes something", () => {
    expect(complaint("check", URL, "--sandbox")).toContain("leave the connection string out");
    expect(complaint("plan", "--sandbox", "--undo", "x")).toContain("nothing to undo");
    expect(complaint("apply", "--sandbox", "--yes")).toContain(
      "--sandbox is an option of headroom check, headroom try and headroom plan.",
    );
  });
});

describe("what is unknown is named with what was likely meant", () => {
  test.each([
    [["chek", URL], "Unknown command chek. Did you mean headroom check?"],
    [["moon", URL], "Unknown command moon. The commands are check, try, plan"],
    [[URL], "A command comes first"],
    [["check", URL, "--pool-sise", "3"], "Unknown option --pool-sise. Did you mean --pool-size?"],
    [["check", URL, "--verbos"], "Did you mean --verbose?"],
    [["plan", URL, "--markdwn"], "Did you mean --markdown?"],
    [["check", URL, "--fast"], "Unknown option --fast."],
    [["check", URL, "--json=yes"], "--json takes no value."],
    [["check", URL, "--role", "--json"], "--role lacks its value: --role <name>."],
  ])("%#: %j", (argv, says) => {
    expect(complaint(...argv)).toContain(says);
  });

  test("the command whose help says more is known", () => {
    const of = (...argv: string[]) => {
      try {
        return readArguments(argv);
      } catch (error) {
        return error instanceof UsageError ? error.command : error;
      }
    };
    expect(of("plan", URL, "--fast")).toBe("plan");
    expect(of("chek", URL)).toBe(null);
  });
});

test("no option's complaint is a text of the schema library", () => {
  for (const name of OPTION_NAMES.filter((one) => rowOf(one).type === "string"))
    for (const value of ["", "x".repeat(300), "\0", "-1e99", "1.5", "NaN", "http://", "moon"]) {
      const command = rowOf(name).commands[0] ?? "check";
      const said = complaint(command, URL, `--${name}=${value}`);
      expect(said).not.toMatch(
        /Invalid|expected|received|Too (?:big|small)|String must|must (?:match|contain)/i,
      );
    }
});

describe("a complaint says what is wrong", () => {
  test.each([
    [[], "Say what to do"],
    [
      ["fix", URL],
      "commands are check, try, plan, apply, connect, explain, rekey, backup, restore, audit and completion",
    ],
    [["check"], "connection string is missing"],
    [["check", URL, URL], "more than one"],
    [["check", URL, "--json", "--markdown"], "either --json or --markdown"],
    [["check", URL, "--schema", "a", "--table", "b"], "either --schema or --table"],
    [["check", URL, "--schema", "a.b"], "--schema"],
    [["check", URL, "--table", "a b"], "--table"],
    [["check", URL, "--pool-size", "many"], "--pool-size: The pool size is a number"],
    [["check", URL, "--instances", "99"], "--instances: There are at most 20 instances."],
    [["check", URL, "--pool-size", "0"], "--pool-size: The pool size is at least 1."],
    [["check", URL, "--strategy", "wish"], "--strategy: The strategy is owner, member or manual."],
    [
      ["check", URL, "--environment", "moon"],
      "--environment: The environment is production, staging or development.",
    ],
    [["check", URL, "--electric-url", "electric"], "--electric-url: Electric's address starts with"],
    [["check", URL, "--role", "x".repeat(64)], "--role: Postgres names have at most 63 bytes."],
    [["check", URL, "--role"], "lacks its value"],
    [["check", URL, "--fast"], "Unknown option --fast."],
    [["check", "hello"], "cannot be read"],
    [["check", "mysql://u@h/d"], "does not begin with postgresql://"],
    [["check", "postgresql://h/d"], "names no user"],
    [["check", "postgresql://u@/d"], "names no host"],
    [["check", "postgresql://u@h:x/d"], "is not a number"],
    [["check", "postgresql://u@h/d?sslmode=maybe"], "sslmode"],
    [["check", "postgresql://root_su:x@127.0.0.1:99999/b0"], "99999 is not a port number (1 to 65535)"],
    [["check", "postgresql://root_su:x@127.0.0.1:0/b0"], "0 is not a port number (1 to 65535)"],
    [["check", "host=127.0.0.1 port=-1 user=u"], "-1 is not a port number (1 to 65535)"],
    [["check", "postgresql://u:p@2a05:d014::1:5432/app"], "IPv6 address without brackets"],
    [["check", "postgresql://u%00x:p@h/d"], "NUL character"],
    [["check", `postgresql://u@${"h".repeat(300)}/d`], "Host of the connection string"],
    [["check", `postgresql://u@h/${"d".repeat(64)}`], "Database of the connection string"],
    [["check", `postgresql://u@h/${"d".repeat(30_000)}`], "at most 20000"],
    [
      ["check", "prisma+postgres://accelerate.prisma-data.net/?api_key=x"],
      "does not begin with postgresql://",
    ],
  ])("%#: %j", (argv, says) => {
    expect(complaint(...argv)).toContain(says);
  });

  test.each([
    ["check", "postgresql://u:hush"],
    ["check", "mysql://u:hush@h/d"],
    ["check", "postgresql://h/d?password=hush"],
    ["check", "PGPASSWORD=hush psql -h h shop"],
    ["check", "Host=h;Port=0;Username=u;Password=hush"],
    ["check", "postgresql://u:a@b:hush"],
    ["check", "postgresql://u:p@hush word/d"],
    ["check", URL, "hush"],
    ["check", URL, "--hush7"],
    ["check", URL, "--sql=hush"],
    ["hush7"],
  ])("%#: and repeats nothing that may be a password", (...argv) => {
    expect(complaint(...argv)).not.toBe("");
    expect(complaint(...argv)).not.toContain("hush");
  });
});

describe("whatever is pasted", () => {
  test.each([
    ["Host=db.example.com;Port=5432;Database=app;Username=u;Password=SeCret"],
    ["PGPASSWORD=SeCret psql -h db.example.com -U u app"],
    ["DATABASE_URL=postgresql+asyncpg://u:SeCret@db.example.com/app"],
    ["docker run -e DATABASE_URL=postgres://u:SeCret@db.example.com/app image"],
  ])("%s is a connection", (text) => {
    const { command, format, target, ...place } = check(text);
    const { password, ...fields } = place.fields;
    expect(fields).toMatchObject({ host: "db.example.com", port: 5432, user: "u", database: "app" });
    expect(password).toBe("SeCret");
    expect(JSON.stringify([command, format, target, place.urlFlaws, place.notices, fields])).not.toContain(
      "SeCret",
    );
  });

  test("of several hosts the first is used with its port, and that is said", () => {
    const { fields, notices } = check("postgresql://u:p@a.example.com:6000,b.example.com:6001/app");
    expect(fields).toMatchObject({ host: "a.example.com", port: 6000 });
    expect(notices[0]).toContain("a.example.com:6000 is used");
  });

  test("schemas that it names for the application are the target, unless an option names others", () => {
    const text = "postgresql://u:p@db.example.com/app?schema=core";
    expect(check(text).target.scope).toEqual({ kind: "schemas", schemas: ["core"] });
    expect(check(text).notices).toEqual([
      "Target: schema core, from the connection string. --schema chooses another.",
    ]);
    expect(check(text, "--schema", "public").target.scope).toEqual({ kind: "schemas", schemas: ["public"] });
    expect(check(text, "--table", "public.a").notices).toEqual([]);
  });

  test("no text ends in anything but a wish or a complaint", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.constantFrom("", "postgres://", "host="),
        (noise, start) => {
          const said = complaint("check", start + noise);
          expect(said).not.toMatch(/^\w*Error/);
        },
      ),
    );
  });
});

test("connect prints one of the forms, .env unless another is named", () => {
  const form = (...argv: string[]) => readArguments(["connect", URL, ...argv]);
  expect(form()).toMatchObject({ command: "connect", form: "env" });
  expect(form("--form", "compose")).toMatchObject({ form: "compose" });
  expect(complaint("connect", URL, "--form", "nomad")).toContain("--form is one of docker, compose");
  expect(complaint("check", URL, "--form", "compose")).toContain("an option of headroom connect");
  expect(complaint("connect", URL, "--json")).toContain("--json");
});
