import { asPostgres, nothing, withWalLevel, type Console, type Setting } from "./console";

const logicalDecoding = withWalLevel({ name: "cloudsql.logical_decoding", value: "on" });

/** Flags that Cloud SQL's docs on replication and on connections name. */
const FLAGS = new Set(["wal_level", "max_connections", "max_replication_slots", "max_wal_senders"]);

/** Google Cloud SQL docs, postgres/flags: the flags of a patch replace all that are set. */
export const cloudsql: Console = {
  named: (parameter) => ({
    ...logicalDecoding(parameter),
    ...(FLAGS.has(parameter.name)
      ? {}
      : { note: "Look first whether the list of supported flags has it, and in which unit." }),
  }),
  instead: nothing,
  path: (name) => ["SQL", "<instance>", "Edit", "Flags", "Add item", name, "Save"],
  commands: (settings) => [
    {
      label: "See which flags are set already",
      text: 'gcloud sql instances describe <instance> --format="value(settings.databaseFlags)"',
    },
    {
      label: "Set all flags; a flag that is left out here goes back to its default",
      text: `gcloud sql instances patch <instance> --database-flags=${[
        ...settings.map(({ name, value }) => `${name}=${value}`),
        "<flags that are set already>",
      ].join(",")}`,
    },
  ],
  source: "Google Cloud SQL docs, postgres/flags",
};

/** Azure docs, flexible-server/concepts-logical: logical decoding takes at least 16 worker processes. */
const withWorkers = (setting: Setting): Setting[] =>
  setting.name === "wal_level" ? [setting, { name: "max_worker_processes", value: "16" }] : [setting];

/** Azure docs, postgresql/server-parameters: max_slot_wal_keep_size is read-only there. */
export const azure: Console = {
  named: asPostgres,
  instead: ({ name }) =>
    name === "max_slot_wal_keep_size"
      ? {
          title: "Watch the WAL that slots keep: Azure has max_slot_wal_keep_size read-only",
          says: "Look at the WAL that the slot keeps while Electric is away, drop slots that nothing reads, and ignore this finding with that as the reason.",
          reachable: false,
        }
      : null,
  path: (name) => ["<server>", "Settings", "Server parameters", name, "Save"],
  commands: (settings, restarts) => [
    ...settings.flatMap(withWorkers).map(({ name, value }) => ({
      label: "Azure command line",
      text: `az postgres flexible-server parameter set --resource-group <resource group> --server-name <server> --name ${name} --value ${value}`,
    })),
    ...(restarts
      ? [
          {
            label: "Then restart",
            text: "az postgres flexible-server restart --resource-group <resource group> --name <server>",
          },
        ]
      : []),
  ],
  source: "Azure docs, postgresql/server-parameters",
};
