import { describe, expect, test } from "vitest";
import { directAddress, poolerSigns, PROVIDER_IDS, providerKeptBy, recogniseProvider } from "./provider";

const HOSTS = [
  ["abc-useast1-1.horizon.psdb.cloud", "planetscale"],
  ["abc.connect.psdb.cloud", "planetscale"],
  ["EP-Cool-1-pooler.eu-central-1.aws.neon.tech.", "neon"],
  ["ep-calm-1.database.us-west-2.cloud.databricks.com", "databricks"],
  ["instance-0a1b.database.cloud.databricks.com", "databricks"],
  ["ep-calm-1-pooler.database.eastus2.azuredatabricks.net", "databricks"],
  ["dbc-1234.cloud.databricks.com", "other"],
  ["db.abcdef.supabase.co", "supabase"],
  ["aws-0-eu-west-1.pooler.supabase.com", "supabase"],
  ["shop.c9akciq32.eu-west-1.rds.amazonaws.com", "rds"],
  ["shop.proxy-c9akciq32.eu-west-1.rds.amazonaws.com", "rds"],
  ["shop.cluster-c9akciq32.eu-west-1.rds.amazonaws.com", "aurora"],
  ["shop.cluster-ro-c9akciq32.eu-west-1.rds.amazonaws.com", "aurora"],
  ["0123.abcdef.europe-west1.sql.goog", "cloudsql"],
  ["shop.postgres.database.azure.com", "azure"],
  ["p.abc123.db.postgresbridge.com", "crunchy"],
  ["shop-do-user-1-0.b.db.ondigitalocean.com", "digitalocean"],
  ["dpg-abc-a.frankfurt-postgres.render.com", "render"],
  ["psdb.cloud.example.com", "other"],
  ["10.0.0.4", "other"],
  ["", "other"],
] as const;

test.each(HOSTS)("%j is run by %s", (host, provider) => {
  expect(recogniseProvider(host)).toBe(provider);
});

test.each([
  ["rdsadmin", false, "rds"],
  ["rdsadmin", true, "aurora"],
  ["cloudsqladmin", false, "cloudsql"],
  ["alloydbadmin", true, "cloudsql"],
  ["azuresu", false, "azure"],
  ["postgres", false, "other"],
  ["toString", false, "other"],
] as const)(
  "a server with the superuser %s, Aurora's functions: %s, is run by %s",
  (superuser, aurora, provider) => {
    expect(providerKeptBy(superuser, aurora)).toBe(provider);
  },
);

test("every provider is recognised by some host", () => {
  expect(new Set(HOSTS.map(([, provider]) => provider))).toEqual(new Set(PROVIDER_IDS));
});

describe("a pooled address and the direct one beside it", () => {
  test.each([
    ["abc.horizon.psdb.cloud", 6432, "abc.horizon.psdb.cloud", 5432],
    ["ep-cool-1-pooler.eu.aws.neon.tech", 5432, "ep-cool-1.eu.aws.neon.tech", 5432],
    ["db.abc.supabase.co", 6543, "db.abc.supabase.co", 5432],
    ["p.abc.db.postgresbridge.com", 5431, "p.abc.db.postgresbridge.com", 5432],
    ["shop.postgres.database.azure.com", 6432, "shop.postgres.database.azure.com", 5432],
    ["shop.db.ondigitalocean.com", 25_061, "shop.db.ondigitalocean.com", 25_060],
    ["db.example.com", 6432, "db.example.com", 5432],
  ])("%s:%i", (host, port, directHost, directPort) => {
    expect(poolerSigns(host, port)).toHaveLength(1);
    expect(directAddress(host, port)).toEqual({ host: directHost, port: directPort });
    expect(poolerSigns(directHost, directPort)).toEqual([]);
  });

  test.each([
    ["aws-0-eu-west-1.pooler.supabase.com", 5432],
    ["shop.proxy-c9akciq32.eu-west-1.rds.amazonaws.com", 5432],
  ])("%s:%i is pooled, and its address alone does not tell the direct one", (host, port) => {
    expect(poolerSigns(host, port)).toHaveLength(1);
    expect(directAddress(host, port)).toBeNull();
  });

  test("a direct address shows no sign and needs no other", () => {
    expect(poolerSigns("abc.horizon.psdb.cloud", 5432)).toEqual([]);
    expect(directAddress("abc.horizon.psdb.cloud", 5432)).toBeNull();
  });
});
