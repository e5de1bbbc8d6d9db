import type { FormValues } from "@/lib/databases/form";

/** Returns the present value of the fields of the connection in a few words. */
export const connectionWords = ({ host, port, database, user }: FormValues): string =>
  host === "" ? "fields by hand" : `${host}:${port}/${database} as ${user}`;

/** Returns the present name and group. */
export const nameWords = ({ name, group }: FormValues): string =>
  [name === "" ? "proposed once the string is read" : name, ...(group === "" ? [] : [`group ${group}`])].join(
    " · ",
  );

/** Returns what Electric is to do, in a few words. */
export function electricWords({
  role,
  poolSize,
  strategy,
  scopeKind,
  schemas,
  environment,
}: FormValues): string {
  const scope =
    scopeKind === "tables" ? "a list of tables" : `all tables of ${schemas.trim().split("\n").join(", ")}`;
  return `role ${role} · pool ${poolSize} · ${scope} · access ${strategy} · ${environment}`;
}

/** Returns how often the database is sampled. */
export const watchingWords = ({ watched, liveSeconds, idleSeconds }: FormValues): string =>
  watched ? `every ${liveSeconds} s while viewed, else every ${idleSeconds} s` : "off";
