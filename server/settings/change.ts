import "server-only";
import { SETTINGS, type Setting } from "@/lib/settings/settings";
import type { AuditLine } from "../audit/line";
import { parse, type Context } from "../context";
import { db } from "../store/db";
import { writeSetting } from "./write";

/** Settings whose every value may stand in the audit log. */
type Plain = "viewers" | "checks" | "retention";

/** Returns the work of a verb that sets a whole setting and writes it into the audit log. @throws BadInput */
export const changeOf =
  <Key extends Plain>(key: Key) =>
  async (_ctx: Context, audit: AuditLine, input: unknown) => {
    const value: Setting<Key> = parse(SETTINGS[key], input);
    return db().transaction(async (tx) => {
      await writeSetting(tx, key, value);
      return audit.write(tx, { action: "change a setting", detail: { setting: key, ...value } }, undefined);
    });
  };
