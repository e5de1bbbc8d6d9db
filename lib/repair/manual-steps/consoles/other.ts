import { needsRestart } from "@/lib/postgres/setting-way";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { asPostgres, nothing, type Console } from "./console";

/** PostgreSQL docs 20.1: postgresql.conf, or ALTER SYSTEM as a superuser, each by itself. */
export const other: Console = {
  named: asPostgres,
  instead: nothing,
  path: () => [],
  commands: (settings, restarts) => [
    {
      label: "In postgresql.conf",
      text: settings.map(({ name, value }) => `${name} = ${quoteLiteral(value)}`).join("\n"),
    },
    {
      label: "Or as a superuser",
      text: [
        ...settings.map(({ name, value }) => `ALTER SYSTEM SET ${name} = ${quoteLiteral(value)};`),
        ...(settings.every(({ name }) => needsRestart(name)) ? [] : ["SELECT pg_reload_conf();"]),
      ].join("\n"),
    },
    ...(restarts ? [{ label: "Then restart", text: "pg_ctl restart -D <data directory>" }] : []),
  ],
  source: "PostgreSQL docs 20.1",
};
