import { describe, expect, test } from "vitest";
import { readConnectionString } from "../connection-string";

const SHOP = { host: "db.example.com", port: 5433, database: "shop", user: "app", password: "pw" };
const flawIds = (text: string) => readConnectionString(text).flaws.map(({ id }) => id);
const flawOf = (text: string, id: string) => readConnectionString(text).flaws.find((flaw) => flaw.id === id);

describe("one connection, however it is pasted", () => {
  test.each([
    ["uri", "postgresql://app:pw@db.example.com:5433/shop"],
    ["uri", "jdbc:postgresql://db.example.com:5433/shop?user=app&password=pw"],
    ["uri", "jdbc:aws-wrapper:postgresql://db.example.com:5433/shop?user=app&password=pw"],
    ["uri", "r2dbc:postgresql://app:pw@db.example.com:5433/shop"],
    ["uri", "postgresql+asyncpg://app:pw@db.example.com:5433/shop"],
    ["uri", "postgresql+psycopg2://app:pw@db.example.com:5433/shop"],
    ["uri", "prisma+postgres://app:pw@db.example.com:5433/shop"],
    ["uri", "ecto://app:pw@db.example.com:5433/shop"],
    ["uri", "postgis://app:pw@db.example.com:5433/shop"],
    ["keywords", "host=db.example.com port=5433 dbname=shop user=app password=pw"],
    ["keywords", "password=pw host=db.example.com\nport=5433 user=app dbname='shop'"],
    ["semicolons", "Host=db.example.com;Port=5433;Database=shop;Username=app;Password=pw"],
    [
      "semicolons",
      `Server = db.example.com ; Port = 5433 ; Database = shop ; User Id = app ; Password = "pw" ;`,
    ],
    ["semicolons", "Server=db.example.com:5433;Initial Catalog=shop;UID=app;PWD=pw;SSL Mode=Require"],
    ["semicolons", "pgsql:host=db.example.com;port=5433;dbname=shop;user=app;password=pw"],
    ["semicolons", "dbi:Pg:dbname=shop;host=db.example.com;port=5433;user=app;password=pw"],
    ["command", "PGPASSWORD=pw psql -h db.example.com -p 5433 -U app shop"],
    ["command", "$ PGPASSWORD='pw' psql -hdb.example.com -p5433 -Uapp -d shop -c 'SELECT 1; SELECT 2'"],
    ["command", "PGPASSWORD=pw psql --host=db.example.com --port 5433 --username=app --dbname=shop"],
    ["command", "PGPASSWORD=pw PGHOST=other psql -h db.example.com -p 5433 shop app"],
    ["command", `PGPASSWORD=pw psql "host=db.example.com port=5433 dbname=shop user=app sslmode=require"`],
    ["command", "PGPASSWORD=pw psql postgresql://app@db.example.com:5433/shop"],
    ["command", "env PGPASSWORD=pw pg_dump --no-owner -h db.example.com -p 5433 -U app shop > dump.sql"],
    ["command", "docker run --rm -e PGPASSWORD=pw postgres:17 psql -h db.example.com -p 5433 -U app shop"],
    [
      "command",
      "docker run -p 8080:80 -h web \\\n  -e PGHOST=db.example.com -e PGPORT=5433 \\\n  -e PGUSER=app --env PGPASSWORD=pw \\\n  --env=PGDATABASE=shop image",
    ],
    ["command", "PGHOST=db.example.com PGPORT=5433 PGUSER=app PGPASSWORD=pw PGDATABASE=shop"],
    [
      "uri",
      `docker run -e "DATABASE_URL=postgresql://app:pw@db.example.com:5433/shop" -p 3000:3000 electric`,
    ],
    ["uri", "heroku config:set DATABASE_URL=postgres://app:pw@db.example.com:5433/shop -a web"],
    ["uri", "psql -d postgres://app:pw@db.example.com:5433/shop -c 'SELECT 1'"],
    ["uri", "DATABASE_URL=postgres://app:pw@db.example.com:5433/shop # the primary"],
    ["uri", "# local\nexport DATABASE_URL='postgres://app:pw@db.example.com:5433/shop';\nPORT=3000\n"],
    [
      "uri",
      "DATABASE_URL=postgres://app:x@p.example.com:6543/shop\nDIRECT_URL=postgres://app:pw@db.example.com:5433/shop",
    ],
    ["uri", `  DATABASE_URL: "postgres://app:pw@db.example.com:5433/shop"`],
    [
      "uri",
      `environment:\n  - "DATABASE_URL=postgres://app:pw@db.example.com:5433/shop"\n  - ELECTRIC_INSECURE=true`,
    ],
    ["uri", `env:\n  - name: DATABASE_URL\n    value: postgres://app:pw@db.example.com:5433/shop`],
    ["uri", `{ "DATABASE_URL": "postgres:\\/\\/app:p\\u0077@db.example.com:5433/shop" }`],
    ["uri", `Connect with <postgres://app:pw@db.example.com:5433/shop> please`],
    ["variables", "PGHOST=db.example.com\nPGPORT=5433\nPGUSER=app\nPGPASSWORD=pw\nPGDATABASE=shop"],
    [
      "variables",
      "REDIS_HOST=r\nREDIS_PASSWORD=x\nDB_HOST=db.example.com\nDB_PORT=5433\nDB_DATABASE=shop\nDB_USERNAME=app\nDB_PASSWORD=pw",
    ],
    [
      "variables",
      "production:\n  adapter: postgresql\n  host: db.example.com\n  port: 5433\n  database: shop\n  username: app\n  password: pw",
    ],
    [
      "uri",
      "spring.datasource.url=jdbc:postgresql://db.example.com:5433/shop\nspring.datasource.username=app\nspring.datasource.password=pw",
    ],
    [
      "variables",
      `{"username":"app","password":"pw","engine":"postgres","host":"db.example.com","port":5433,"dbname":"shop"}`,
    ],
    [
      "variables",
      `"DefaultConnection": "Host=db.example.com;Port=5433;Database=shop;Username=app;Password=pw"`,
    ],
  ])("%s: %s", (form, text) => {
    const reading = readConnectionString(text);
    expect(reading.fields).toMatchObject(SHOP);
    expect(
      flawIds(text).filter((id) => ["no-host", "no-user", "no-password", "bad-port"].includes(id)),
    ).toEqual([]);
    if (!text.includes("datasource.username")) expect(reading.form).toBe(form);
    expect(reading.masked).toHaveLength(text.length);
    expect(reading.masked).not.toMatch(/\bpw\b/);
  });

  test.each([
    ["'s'ecret'", `Password='''s''ecret''';Host=h;Username=u`],
    ["a;b", `Host=h;Username=u;Password="a;b";Database=d`],
    ["a;b", `Host=h;Username=u;Password=a;b;Database=d`],
    ["a;b=c;d", `Host=h;Username=u;Password=a;b=c;d;Database=d`],
    ["a;port=1", `host=h user=u password='a;port=1' dbname=d`],
    ["a b", `PGPASSWORD="a b" psql -h h -U u d`],
    ["a'b", `PGPASSWORD=a\\'b psql -h h -U u d`],
    ['a$b"c', `PGPASSWORD="a\\$b\\"c" psql -h h -U u d`],
    ["a#b", "PGHOST=h\nPGUSER=u\nPGPASSWORD=a#b"],
    ["it's", "host: h\nuser: u\npassword: 'it''s'"],
    ["p@ss:w/rd", "DATABASE_URL=postgres://u:p@ss:w/rd@h:5432/d"],
    ["a@b/c?d=e", "postgres://u:a@b/c?d=e@h.example.com:5432/d"],
  ])("the password %s of %s", (password, text) => {
    const { fields, masked } = readConnectionString(text);
    expect(fields).toMatchObject({
      host: text.includes("example") ? "h.example.com" : "h",
      user: "u",
      password,
    });
    expect(masked).not.toContain(password);
  });
});

describe("several hosts", () => {
  const SEVERAL =
    "postgresql://u:p@a.example.com:6000,b.example.com:6001/app?target_session_attrs=read-write";

  test("are a flaw whose remedy keeps the first host with its port", () => {
    expect(flawIds(SEVERAL)).toContain("several-hosts");
    expect(flawIds(SEVERAL)).not.toContain("bad-port");
    expect(flawOf(SEVERAL, "several-hosts")?.says).toContain(
      "Electric needs the primary, always the same one",
    );
    expect(readConnectionString(flawOf(SEVERAL, "several-hosts")?.remedy?.text ?? "").fields).toMatchObject({
      host: "a.example.com",
      port: 6000,
      database: "app",
    });
  });

  test.each([
    ["postgresql://u:p@[2001:db8::1]:6000,[2001:db8::2]:6001/app", "2001:db8::1", 6000],
    ["jdbc:postgresql://a.example.com:6000,b.example.com/app?user=u&password=p", "a.example.com", 6000],
    ["postgresql://u:p@a.example.com,b.example.com:6001/app", "a.example.com", 5432],
    ["host=a.example.com,b.example.com port=6000,6001 user=u password=p", "a.example.com", 6000],
    ["host=a.example.com,b.example.com port=6000 user=u password=p", "a.example.com", 6000],
    ["Host=a.example.com:6000,b.example.com:6001;Username=u;Password=p", "a.example.com", 6000],
    ["PGPASSWORD=p psql -h a.example.com,b.example.com -p 6000,6001 -U u", "a.example.com", 6000],
  ])("%s", (text, host, port) => {
    expect(readConnectionString(text).fields).toMatchObject({ host, port });
    expect(flawIds(text)).toContain("several-hosts");
    expect(flawIds(text)).not.toContain("bad-port");
  });
});

describe("an IPv6 address without brackets", () => {
  test.each([
    ["postgresql://u:p@2a05:d014::1:5432/app", "2a05:d014::1", 5432],
    ["postgresql://u:p@2a05:d014::1/app", "2a05:d014::1", 5432],
    ["postgresql://u:p@::1:54321/app", "::1", 54_321],
    ["postgresql://u:p@2001:db8:0:0:0:0:0:1:6000/app", "2001:db8:0:0:0:0:0:1", 6000],
  ])("%s is put in brackets", (text, host, port) => {
    expect(readConnectionString(text).fields).toMatchObject({ host, port, user: "u", database: "app" });
    const remedy = flawOf(text, "ipv6-brackets")?.remedy?.text ?? "";
    expect(remedy).toContain(`@[${host}]:${port}/app`);
    expect(flawIds(remedy)).not.toContain("ipv6-brackets");
  });

  test("needs none where no port follows it", () => {
    expect(flawIds("host=2a05:d014::1 port=5432 user=u password=p")).not.toContain("ipv6-brackets");
    expect(readConnectionString("host=[2a05:d014::1] user=u").fields.host).toBe("2a05:d014::1");
  });
});

describe("a port out of range", () => {
  test.each(["0", "99999", "65536", "-1", "99999999999999999999"])(
    "%s is named, and 5432 offered",
    (port) => {
      for (const text of [
        `postgresql://u:p@h.example.com:${port}/d`,
        `host=h.example.com port=${port} user=u password=p`,
        `Host=h.example.com;Port=${port};Username=u;Password=p`,
        `PGPASSWORD=p psql -h h.example.com -p ${port} -U u`,
      ]) {
        expect(flawOf(text, "bad-port")?.says).toBe(`${port} is not a port number (1 to 65535).`);
        expect(readConnectionString(flawOf(text, "bad-port")?.remedy?.text ?? "").fields.port).toBe(5432);
        expect(readConnectionString(text).port).toBe(port);
      }
    },
  );

  test("is not repeated where it is no number, for it may be the end of a password", () => {
    const text = "postgres://u:a@b:hush";
    expect(JSON.stringify(readConnectionString(text).flaws.map(({ says }) => says))).not.toContain("hush");
    expect(readConnectionString(text).port).toBe("");
  });
});

describe("schemes of drivers", () => {
  test.each(["postgresql+asyncpg://", "ecto://", "jdbc:postgresql://", "prisma+postgres://", "pgsql://"])(
    "%s is read, and postgresql:// offered",
    (scheme) => {
      const text = `${scheme}u:p@db.example.com/d?sslmode=require`;
      expect(flawIds(text)).toEqual(["driver-scheme"]);
      expect(flawOf(text, "driver-scheme")?.remedy?.text).toBe(
        "postgresql://u:p@db.example.com:5432/d?sslmode=require",
      );
    },
  );

  test("Prisma's own service is refused by name, and its key is masked", () => {
    const text = "prisma+postgres://accelerate.prisma-data.net/?api_key=eyHush";
    expect(flawOf(text, "scheme")?.says).toContain("Prisma's own service");
    expect(readConnectionString(text).masked).not.toContain("eyHush");
  });
});

describe("schemas of the application", () => {
  test.each([
    ["postgresql://u:p@h/d?schema=core", ["core"]],
    ["jdbc:postgresql://h/d?user=u&currentSchema=core,public", ["core", "public"]],
    ["postgresql://u:p@h/d?options=-c%20search_path%3Dcore,%22My.App%22", ["core", "My.App"]],
    ["postgresql://u:p@h/d?options=-csearch_path%3Dcore%20-c%20statement_timeout%3D0", ["core"]],
    ["postgresql://u:p@h/d?options=--search_path%3Dcore", ["core"]],
    ["Host=h;Username=u;Search Path=core,public", ["core", "public"]],
    ["host=h user=u options='-c search_path=core'", ["core"]],
    [`PGOPTIONS="-c search_path=core" psql -h h -U u`, ["core"]],
    ["host: h\nusername: u\nschema_search_path: core", ["core"]],
    [`postgresql://u:p@h/d?search_path=%22$user%22,public`, ["public"]],
    ["postgresql://u:p@h/d", []],
  ])("%s", (text, schemas) => {
    expect(readConnectionString(text).schemas).toEqual(schemas);
  });
});

test("a NUL character is a flaw wherever it stands", () => {
  for (const text of [
    "postgres://u%00:p@h/d",
    "postgres://u:p%00@h/d",
    "postgres://u:p@h/d%00database",
    "postgres://u:p@h%00/d",
  ])
    expect(flawIds(text)).toContain("nul");
});

test("a text that no connection string is as long as is refused unread, and shows nothing", () => {
  const { form, masked, flaws } = readConnectionString(`postgres://u:hush@h/${"x".repeat(30_000)}`);
  expect({ form, ids: flaws.map(({ id }) => id) }).toEqual({ form: "unreadable", ids: ["too-long"] });
  expect(masked).toMatch(/^•+$/);
});

describe("forms that people paste around the password", () => {
  test.each([
    ["export PGPASSWORD='SeCret'; psql -h db.example.com -U u app", "SeCret"],
    ['export PGPASSWORD="SeCret" && psql -h db.example.com -U u app', "SeCret"],
    ["set PGPASSWORD=SeCret&& psql -h db.example.com -U u app", "SeCret"],
    ["PGPASSWORD=SeCret; psql -h db.example.com -U u app", "SeCret"],
    ["PGPASSWORD=Se;Cret psql -h db.example.com -U u app", "Se;Cret"],
    ['$env:PGPASSWORD="SeCret"; psql -h db.example.com -U u app', "SeCret"],
    ["$env:PGPASSWORD = 'SeCret'; psql -h db.example.com -U u app", "SeCret"],
    ["Driver={PostgreSQL Unicode};Server=db.example.com;Database=app;Uid=u;Pwd={Se;C}}ret}", "Se;C}ret"],
    ["host = 'db.example.com' user = 'u' dbname = 'app' password = 'Se''C ret'", "Se'C ret"],
    ["db.example.com:5432:app:u:Se\\:C ret", "Se:C ret"],
    ["db.example.com:*:app:u:SeCret", "SeCret"],
  ])("%s", (text, password) => {
    const { fields, masked } = readConnectionString(text);
    expect(fields).toMatchObject({
      host: "db.example.com",
      port: 5432,
      database: "app",
      user: "u",
      password,
    });
    expect(masked).toHaveLength(text.length);
    expect(masked).not.toMatch(/Se[C;:']|ret/);
  });

  test.each([
    "fly postgres connect -a app --password SeCret",
    "psql -h db.example.com -U u -d app -W SeCret",
    "some-tool --db-password 'SeCret' --user u",
    "AccountEndpoint=https://x;AccountKey=SeCret",
  ])("%s shows no password, whether it is read or not", (text) => {
    expect(readConnectionString(text).masked).not.toContain("SeCret");
  });
});
