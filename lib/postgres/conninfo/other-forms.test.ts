import { describe, expect, test } from "vitest";
import { readConnectionString } from "../connection-string";

const SHOP = { host: "db.example.com", port: 5433, database: "shop", user: "app", password: "SeCret" };
const errorsOf = (text: string) =>
  readConnectionString(text).flaws.filter(({ severity }) => severity === "error");

describe("a connection string of another system is told by its system, and nothing else is said of it", () => {
  test.each([
    [
      "SQL Server",
      "Server=tcp:shop.database.windows.net,1433;Initial Catalog=shop;Persist Security Info=False;User ID=app;Password=SeCret;MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;",
    ],
    ["SQL Server", String.raw`Server=tcp:host\SQLEXPRESS;Database=shop;User Id=app;Password=SeCret`],
    ["SQL Server", "Data Source=tcp:db.example.com,1433;Initial Catalog=shop;User ID=app;Password=SeCret"],
    ["SQL Server", "Server=db.example.com,1433;Database=shop;User Id=app;Password=SeCret"],
    [
      "SQL Server",
      String.raw`Data Source=localhost\SQLEXPRESS;Initial Catalog=shop;Integrated Security=True`,
    ],
    ["SQL Server", String.raw`Server=(localdb)\mssqllocaldb;Database=shop;Trusted_Connection=True`],
    ["SQL Server", String.raw`Server=np:\\host\pipe\sql\query;Database=shop;User Id=app;Password=SeCret`],
    ["SQL Server", "Server=db;Database=shop;User Id=app;Password=SeCret;MultipleActiveResultSets=true"],
    ["SQL Server", "Driver={ODBC Driver 17 for SQL Server};Server=db;Database=shop;Uid=app;Pwd={SeCret}"],
    ["SQL Server", "Provider=SQLOLEDB;Data Source=db;Initial Catalog=shop;User Id=app;Password=SeCret;"],
    ["SQL Server", "jdbc:sqlserver://db:1433;databaseName=shop;user=app;password=SeCret;encrypt=true"],
    ["SQL Server", String.raw`jdbc:sqlserver://db\inst;databaseName=shop;user=app;password=SeCret`],
    ["SQL Server", "mssql+pyodbc://app:SeCret@db/shop?driver=ODBC+Driver+17"],
    ["MySQL", "Server=db;Port=3306;Database=shop;Uid=app;Pwd=SeCret;"],
    ["MySQL", "Server=db;Database=shop;Uid=app;Pwd=SeCret;AllowPublicKeyRetrieval=True"],
    ["MySQL", "Driver={MySQL ODBC 8.0 Unicode Driver};Server=db;Database=shop;User=app;Password=SeCret"],
    ["MySQL", "jdbc:mysql://db:3306/shop?user=app&password=SeCret"],
    ["MySQL", "mysql+pymysql://app:SeCret@db/shop"],
    ["MySQL", "app:SeCret@tcp(db.example.com:3306)/shop?parseTime=true"],
    ["Oracle", "Data Source=(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521)));User Id=app;Password=SeCret;"],
    ["Oracle", "Data Source=db.example.com:1521/ORCL;User Id=app;Password=SeCret"],
    ["Oracle", "jdbc:oracle:thin:app/SeCret@//db.example.com:1521/orcl"],
    ["Oracle", "jdbc:oracle:thin:@db.example.com:1521:orcl"],
    ["SQLite", "Data Source=shop.db;Version=3;Password=SeCret"],
    ["SQLite", "jdbc:sqlite:/var/lib/shop.db"],
    [
      "Azure",
      "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=SeCret;EndpointSuffix=core.windows.net",
    ],
    ["MongoDB", "mongodb+srv://app:SeCret@cluster0.mongodb.net/shop"],
    ["CockroachDB", "cockroachdb://app:SeCret@db:26257/shop"],
  ])("%s: %s", (system, text) => {
    const { flaws, masked } = readConnectionString(text);
    expect(flaws).toHaveLength(1);
    expect(flaws[0]?.severity).toBe("error");
    expect(flaws[0]?.says).toContain(`${system}, not of Postgres`);
    expect(masked).not.toContain("SeCret");
    expect(masked).toHaveLength(text.length);
  });
});

describe("what leads to Postgres is read, in whatever style", () => {
  test.each([
    "Host=db.example.com;Port=5433;Username=app;Password=SeCret;Database=shop;SSL Mode=Require",
    "Server=tcp:db.example.com,5433;Database=shop;User Id=app;Password=SeCret;Driver={PostgreSQL UNICODE}",
    "Server=db.example.com,5433;Database=shop;User Id=app;Password=SeCret",
    "Driver={PostgreSQL UNICODE};Server=db.example.com;Port=5433;Database=shop;Uid=app;Pwd=SeCret;sslmode=require;",
    "Provider=PostgreSQL OLE DB Provider;Data Source=db.example.com;Port=5433;location=shop;User ID=app;password=SeCret;",
    "User ID=app;Password=SeCret;Connection Lifetime=0;Host=db.example.com;Port=5433;Database=shop;Maximum Pool Size=20",
    "User ID=app;Password=SeCret;Some Switch=True;Host=db.example.com;Port=5433;Database=shop",
    "app:SeCret@db.example.com:5433/shop",
    "//app:SeCret@db.example.com:5433/shop",
    "postgresql//app:SeCret@db.example.com:5433/shop",
    "postgres:app:SeCret@db.example.com:5433/shop",
    "jdbc:postgresql://db.example.com:5433/shop;user=app;password=SeCret",
    "postgresql+psycopg://app:SeCret@db.example.com:5433/shop",
    `create_engine("postgresql+psycopg://app:SeCret@db.example.com:5433/shop")`,
    `sqlalchemy.url = postgresql+psycopg2://app:SeCret@db.example.com:5433/shop`,
    `postgresql://app:SeCret@db.example.com:5433/shop?schema=core&connection_limit=5&pool_timeout=0`,
    `datasource db {\n  provider = "postgresql"\n  url      = "postgresql://app:SeCret@db.example.com:5433/shop"\n}`,
    "postgres://app:SeCret@db.example.com:5433/shop?pool=5&timeout=5000&prepared_statements=false",
    `DATABASES = {\n  'default': {\n    'ENGINE': 'django.db.backends.postgresql',\n    'NAME': 'shop',\n    'USER': 'app',\n    'PASSWORD': 'SeCret',\n    'HOST': 'db.example.com',\n    'PORT': '5433',\n  }\n}`,
    `{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'USER': 'app', 'PASSWORD': 'SeCret', 'HOST': 'db.example.com', 'PORT': '5433'}`,
    `new Pool({ host: 'db.example.com', port: 5433, user: 'app', password: 'SeCret', database: 'shop' })`,
    `psycopg.connect(host="db.example.com", port=5433, user="app", password="SeCret", dbname="shop")`,
    `psycopg2.connect("dbname='shop' user='app' host='db.example.com' port='5433' password='SeCret'")`,
    `sql.Open("postgres", "host=db.example.com port=5433 user=app password=SeCret dbname=shop sslmode=disable")`,
    `CREATE SUBSCRIPTION s CONNECTION 'host=db.example.com port=5433 user=app password=SeCret dbname=shop' PUBLICATION p`,
    `new PDO('pgsql:host=db.example.com;port=5433;dbname=shop', 'app', 'SeCret')`,
    `DriverManager.getConnection("jdbc:postgresql://db.example.com:5433/shop", "app", "SeCret")`,
    `<add name="Default" connectionString="Host=db.example.com;Port=5433;Database=shop;Username=app;Password=SeCret" providerName="Npgsql" />`,
    `dotnet ef dbcontext scaffold "Host=db.example.com;Port=5433;Database=shop;Username=app;Password=SeCret" Npgsql.EntityFrameworkCore.PostgreSQL`,
    String.raw`\connect "host=db.example.com port=5433 user=app password=SeCret dbname=shop"`,
    `kubectl create secret generic db --from-literal=username=app --from-literal=password=SeCret --from-literal=host=db.example.com --from-literal=port=5433 --from-literal=dbname=shop`,
    `kubectl run -it --rm psql --image=postgres:17 --env=PGPASSWORD=SeCret -- psql -h db.example.com -p 5433 -U app shop`,
    `kubectl exec -it pg-0 -n data -- env PGPASSWORD=SeCret psql -h db.example.com -p 5433 -U app -d shop`,
    `kind: Secret\nmetadata:\n  name: db\ndata:\n  DATABASE_URL: ${btoa("postgres://app:SeCret@db.example.com:5433/shop")}`,
    `kind: Secret\nmetadata:\n  name: db\ndata:\n  username: ${btoa("app")}\n  password: ${btoa("SeCret")}\n  host: ${btoa("db.example.com\n")}\n  port: ${btoa("5433")}\n  dbname: ${btoa("shop")}`,
    "Host\tdb.example.com\nPort\t5433\nDatabase\tshop\nUser\tapp\nPassword\tSeCret",
    "Host db.example.com\nDatabase shop\nUser name app\nPort 5433\nPassword SeCret",
    `host=db.example.com port=5433 dbname='shop' user='app' password='SeCret' sslmode=require`,
  ])("%s", (text) => {
    const { fields, masked } = readConnectionString(text);
    expect(fields).toMatchObject(SHOP);
    expect(errorsOf(text)).toEqual([]);
    expect(masked).not.toContain("SeCret");
    expect(masked).not.toContain(btoa("SeCret"));
    expect(masked).toHaveLength(text.length);
  });

  test.each([
    ["jdbc:postgresql:shop?user=app&password=SeCret", "localhost", 5432],
    ["jdbc:postgresql:///shop?user=app&password=SeCret", "localhost", 5432],
    ["Server=tcp:db.example.com,5432;Database=shop;User Id=app;Password=SeCret", "db.example.com", 5432],
    [
      "Server=tcp:x.postgres.database.azure.com,6432;Database=shop;User Id=app;Password=SeCret",
      "x.postgres.database.azure.com",
      6432,
    ],
    ["Host=tcp://db.example.com;Username=app;Password=SeCret;Database=shop", "db.example.com", 5432],
  ])("%s leads to %s:%i", (text, host, port) => {
    expect(readConnectionString(text).fields).toMatchObject({ ...SHOP, host, port });
    expect(errorsOf(text).filter(({ id }) => id !== "pooler")).toEqual([]);
  });
});

test("an address without its scheme is read, and the scheme is one click away", () => {
  const flaw = readConnectionString("app:SeCret@db.example.com:5433/shop").flaws.find(
    ({ id }) => id === "no-scheme",
  );
  expect(flaw?.remedy?.text).toBe("postgresql://app:SeCret@db.example.com:5433/shop");
});

test.each([
  'props.setProperty("user", "app"); props.setProperty("password", "SeCret");',
  "Password SeCret",
  "sqlplus app/SeCret@db.example.com:1521/orcl",
  "connect with app:SeCret@db.example.com/shop please",
])("%s shows no password", (text) => {
  expect(readConnectionString(text).masked).not.toContain("SeCret");
});

test.each(["ada@example.com", "see https://example.com/a@b", "password is still missing, ask ada:bob"])(
  "%s is no connection string",
  (text) => {
    expect(readConnectionString(text).fields.password).toBe("");
    expect(readConnectionString(text).fields.user).toBe("");
  },
);
