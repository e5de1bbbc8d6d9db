/** A series of an input by its name with labels beside the database's, and its values as promtool reads them; null to leave it out. */
export type Values = Record<string, string | null>;

export type Fault = {
  /** The fault in words, as the name of its test. */
  name: string;
  /** Difference from a database on which all is well. */
  values: Values;
  /** The one rule that fires; null where none does. */
  fires: string | null;
  /** Text of that alert. */
  summary?: string;
  /** Replicas that print the series; one where it is left out, none where Headroom is down. */
  replicas?: readonly string[];
};

/** Values of a series that stays as it is for an hour. */
const steady = (value: number): string => `${value}x60`;

const states = (metric: string, label: string, all: readonly string[], holding: string): Values =>
  Object.fromEntries(
    all.map((state) => [`${metric}{${label}="${state}"}`, steady(Number(state === holding))]),
  );

const watching = (state: string): Values =>
  states(
    "headroom_database_watch_state",
    "state",
    ["starting", "sampling", "full", "unreachable", "crowded", "off"],
    state,
  );
const sampled = (state: string): Values =>
  states("headroom_database_sample_state", "state", ["fresh", "late", "none"], state);
const walStatus = (status: string): Values =>
  states(
    "headroom_database_slot_wal_status",
    "status",
    ["reserved", "extended", "unreserved", "lost"],
    status,
  );
const verdict = (holding: string): Values =>
  states(
    "headroom_database_verdict",
    "verdict",
    ["ready", "ready with warnings", "not ready", "unknown", "not checked"],
    holding,
  );

/** A database on which all is well, and a Headroom of which all is well. */
export const WELL: Values = {
  ...watching("sampling"),
  ...sampled("fresh"),
  ...walStatus("reserved"),
  ...verdict("ready"),
  headroom_database_watched: steady(1),
  headroom_database_headroom_connections: steady(71),
  headroom_database_usable_connections: steady(97),
  headroom_database_electric_active: steady(1),
  headroom_database_slot_exists: steady(1),
  headroom_database_slot_active: steady(1),
  headroom_database_slot_lag_bytes: steady(1_024),
  headroom_build_info: steady(1),
  'headroom_alert_deliveries_total{outcome="failed"}': steady(0),
};

/** Names of series, each left out. */
const without = (...names: string[]): Values => Object.fromEntries(names.map((name) => [name, null]));

/** Leaves out all that a sample tells: no data is no number. */
const UNSAMPLED: Values = {
  ...sampled("none"),
  ...without(
    ...Object.keys(walStatus("")),
    "headroom_database_headroom_connections",
    "headroom_database_usable_connections",
    "headroom_database_electric_active",
    "headroom_database_slot_exists",
    "headroom_database_slot_active",
    "headroom_database_slot_lag_bytes",
  ),
};

const SLOT_LOST = "Orders: Electric's replication slot is lost or was dropped. Electric has to start over.";
const NO_DATA =
  "Orders: there is no sample of now, so that no other rule judges its connections. See on its page why.";
const SHORT =
  "Orders: -3 connections of headroom. Electric's pool and the others need more than is usable. Lower a pool or raise max_connections.";

/** Each fault with the one rule that it fires: the table of which `rules.test.yml` is made. */
export const FAULTS: readonly Fault[] = [
  { name: "all is well", values: {}, fires: null },
  {
    name: "the headroom is short",
    values: { headroom_database_headroom_connections: steady(-3) },
    fires: "HeadroomShort",
    summary: SHORT,
  },
  {
    name: "the headroom is short on a database that two replicas print",
    values: { headroom_database_headroom_connections: steady(-3) },
    replicas: ["one:3000", "two:3000"],
    fires: "HeadroomShort",
    summary: SHORT,
  },
  {
    name: "the headroom is below a tenth of what is usable",
    values: { headroom_database_headroom_connections: steady(5) },
    fires: "HeadroomLow",
    summary: "Orders: 5.155% of the usable connections are left. Lower a pool before the others grow.",
  },
  {
    name: "the headroom is just over a tenth",
    values: { headroom_database_headroom_connections: steady(10) },
    fires: null,
  },
  {
    name: "the headroom is none",
    values: { headroom_database_headroom_connections: steady(0) },
    fires: "HeadroomLow",
    summary: "Orders: 0% of the usable connections are left. Lower a pool before the others grow.",
  },
  {
    name: "the server is full",
    values: { ...UNSAMPLED, ...watching("full") },
    fires: "ServerFull",
    summary: "Orders: Postgres refuses sessions for want of a connection. Free connections.",
  },
  {
    name: "the database is unreachable",
    values: { ...UNSAMPLED, ...watching("unreachable") },
    fires: "DatabaseUnreachable",
    summary:
      "Orders: no session comes about. See on its page whether the address, the network, TLS or the login fails.",
  },
  {
    name: "Headroom stays out of a crowded server",
    values: { ...UNSAMPLED, ...watching("crowded") },
    fires: "DatabaseNoData",
    summary: NO_DATA,
  },
  {
    name: "no replica watches the database",
    values: { ...UNSAMPLED, ...without(...Object.keys(watching(""))) },
    fires: "DatabaseNoData",
    summary: NO_DATA,
  },
  {
    name: "an admin switched watching off",
    values: { ...UNSAMPLED, ...watching("off"), headroom_database_watched: steady(0) },
    fires: null,
  },
  {
    name: "Electric is not active",
    values: { headroom_database_electric_active: steady(0), headroom_database_slot_active: steady(0) },
    fires: "ElectricNotActive",
    summary: "Orders: Electric is not active. WAL is kept for its slot until it is.",
  },
  {
    name: "Postgres removed WAL that the slot needs",
    values: {
      ...walStatus("lost"),
      headroom_database_electric_active: steady(0),
      headroom_database_slot_active: steady(0),
      headroom_database_slot_lag_bytes: steady(9e9),
    },
    fires: "SlotLost",
    summary: SLOT_LOST,
  },
  {
    name: "the slot was dropped",
    values: {
      ...without(...Object.keys(walStatus(""))),
      headroom_database_slot_exists: "1x10 0x50",
      headroom_database_electric_active: null,
      headroom_database_slot_active: null,
      headroom_database_slot_lag_bytes: null,
    },
    fires: "SlotLost",
    summary: SLOT_LOST,
  },
  {
    name: "Electric has not run here yet",
    values: {
      ...without(...Object.keys(walStatus(""))),
      headroom_database_slot_exists: steady(0),
      headroom_database_electric_active: null,
      headroom_database_slot_active: null,
      headroom_database_slot_lag_bytes: null,
    },
    fires: null,
  },
  {
    name: "the slot lags",
    values: { headroom_database_slot_lag_bytes: steady(2_147_483_648) },
    fires: "SlotLagging",
    summary: "Orders: Electric has not confirmed 2GiB of WAL.",
  },
  {
    name: "the verdict is not ready",
    values: verdict("not ready"),
    fires: "DatabaseNotReady",
    summary:
      "Orders: the latest check run found what keeps Electric from running. Its page says what to fix first.",
  },
  { name: "the database was never checked", values: verdict("not checked"), fires: null },
  {
    name: "Headroom is down",
    values: {},
    replicas: [],
    fires: "HeadroomDown",
    summary:
      "No replica of Headroom is scraped: its databases are watched by no rule here. Look at /readyz, and whether the token expired.",
  },
  {
    name: "one of two replicas is down",
    values: {},
    replicas: ["two:3000"],
    fires: null,
  },
  {
    name: "deliveries of alerts fail",
    values: { 'headroom_alert_deliveries_total{outcome="failed"}': "0x10 3x50" },
    fires: "AlertDeliveriesFailing",
    summary:
      "Headroom gave up 3 deliveries of alerts within 15 minutes. Channels in Headroom show the receiver's answer.",
  },
];
