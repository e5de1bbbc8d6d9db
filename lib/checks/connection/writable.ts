import { defineCheck } from "../define";
import { fail, pass } from "../finding";
import { fixedFor, overrides, settingFor } from "../server/electric-settings";

const SETTING = "default_transaction_read_only";

/** Whether Postgres reads the text as true: any beginning of `true`, `yes` or `on`, and 1 (PostgreSQL docs 8.6). */
const isOn = (value: string): boolean => /^(t|tr|tru|true|y|ye|yes|on|1)$/i.test(value.trim());

export const connectionWritable = defineCheck({
  id: "connection.writable",
  title: "Electric's sessions may write",
  why: "At every start, in manual mode too, Electric sends CREATE PUBLICATION; a read-only session refuses that with 25006, and Electric retries without end.",
  source: "Electric 1.7.12 observed on Postgres 17 with default_transaction_read_only = on",
  worst: "fail",
  act: { says: "Let Electric’s sessions write" },
  urgency: 90,
  foretells: ["create publication", "own publication"],
  momentary: false,
  judge(snapshot) {
    const setting = settingFor(snapshot, SETTING);
    if (setting === undefined) return pass(`Nothing sets ${SETTING} for it.`);
    const where = fixedFor(setting, snapshot);
    if (!isOn(setting.value)) return pass(`${SETTING} is ${setting.value} for ${where}.`);
    return fail({
      found: `${SETTING} is ${setting.value} for ${where}`,
      needed: `${SETTING} = off for Electric's role`,
      objects: [SETTING],
      ways: [
        ...overrides(setting, "off", snapshot),
        { says: "Some providers set it when the disk is full: look there first, and make room." },
      ],
    });
  },
});
