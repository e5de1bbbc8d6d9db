import { asPostgres, nothing, withWalLevel, type Console } from "./console";

/** Google Cloud SQL docs, postgres/flags: the flags of a patch replace all that are set. */
export const cloudsql: Console = {
  named: withWalLevel({ name: "cloudsql.logical_decoding", value: "on" }),
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

/** Azure docs, postgresql/server-parameters: max_slot_wal_keep_size is read-only there. */
export const azure: Console = {
  named: asPostgres,
  instead: (name) =>
    name === "max_slot_wal_keep_size"
      ? "Azure keeps this parameter read-only. Watch the WAL that the slot keeps on the Replication page instead, drop slots that nobody reads, and ignore this finding with that as the reason."
      : null,
  path: (name) => ["<server>", "Settings", "Server parameters", name, "Save"],
  commands: (settings, restarts) => [
    ...settings.map(({ name, value }) => ({
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
