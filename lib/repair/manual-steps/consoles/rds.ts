import { needsRestart } from "@/lib/postgres/setting-way";
import { nothing, withWalLevel, type Console, type Setting } from "./console";

/** max_slot_wal_keep_size is a number of MB in a parameter group, as in pg_settings. */
const inUnits = ({ name, value }: Setting): Setting => {
  const [, gigabytes] = /^(\d+)GB$/.exec(value) ?? [];
  return gigabytes === undefined ? { name, value } : { name, value: String(Number(gigabytes) * 1024) };
};

const logicalReplication = withWalLevel({ name: "rds.logical_replication", value: "1" });

/** AWS docs, AmazonRDS UserGuide, logical replication slot synchronization. */
const named: Console["named"] = (parameter) => ({
  ...logicalReplication(parameter),
  ...(parameter.name === "sync_replication_slots"
    ? { note: "On RDS rds.logical_slot_sync_dbname has to name the database as well." }
    : {}),
});

const restarts = (name: string): boolean => name === "rds.logical_replication" || needsRestart(name);

const parameters = (settings: readonly Setting[]): string =>
  settings
    .map(inUnits)
    .map(
      ({ name, value }) =>
        `"ParameterName=${name},ParameterValue=${value},ApplyMethod=${restarts(name) ? "pending-reboot" : "immediate"}"`,
    )
    .join(" ");

/** AWS docs, AmazonRDS UserGuide, parameter groups; AWS command line, rds. */
export const rds: Console = {
  named,
  instead: nothing,
  path: (name) => ["RDS", "Parameter groups", "<parameter group>", "Edit", name, "Save changes"],
  commands: (settings, reboots) => [
    {
      label: "AWS command line; the parameter group has to be a custom one that the instance uses",
      text: `aws rds modify-db-parameter-group --db-parameter-group-name <parameter group> --parameters ${parameters(settings)}`,
    },
    ...(reboots
      ? [{ label: "Then reboot", text: "aws rds reboot-db-instance --db-instance-identifier <instance>" }]
      : []),
  ],
  source: "AWS docs, AmazonRDS UserGuide, working with parameter groups",
};

/** AWS docs, Aurora PostgreSQL, Replication.Logical.Configure: there it is the cluster's parameter group. */
export const aurora: Console = {
  ...rds,
  commands: (settings, reboots) => [
    {
      label: "AWS command line; the cluster parameter group has to be a custom one that the cluster uses",
      text: `aws rds modify-db-cluster-parameter-group --db-cluster-parameter-group-name <cluster parameter group> --parameters ${parameters(settings)}`,
    },
    ...(reboots
      ? [
          {
            label: "Then reboot the writer",
            text: "aws rds reboot-db-instance --db-instance-identifier <writer instance>",
          },
        ]
      : []),
  ],
  path: (name) => ["RDS", "Parameter groups", "<cluster parameter group>", "Edit", name, "Save changes"],
  source: "AWS docs, Aurora PostgreSQL, Replication.Logical.Configure",
};
