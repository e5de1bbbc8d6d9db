import { z } from "zod";
import { headroomSum, headroomText } from "@/lib/budget/headroom";
import { firing, noData, quiet } from "../reading";
import { serverReading } from "../server-reading";
import { defineKind } from "./define";

/** "12" or "10%": connections, or a share of what is usable. */
const limitSchema = z
  .string()
  .trim()
  .regex(/^-?\d{1,6}$|^\d{1,2}(\.\d)?\s*%$/, "A number of connections such as 12, or a share such as 10%.")
  .transform((text) => text.replace(/\s+/g, ""));

const schema = z.object({ kind: z.literal("headroom-below"), below: limitSchema });

/** Returns the limit in connections, of so many usable ones. */
export const limitOf = (below: string, usable: number): number =>
  below.endsWith("%") ? (Number.parseFloat(below) / 100) * usable : Number.parseInt(below, 10);

const words = (below: string): string => below.replace("%", " %");

export const headroomBelow = defineKind({
  title: "Headroom below a limit",
  explains:
    "Usable connections, less what others hold and what all Electrics of the server claim, are below a number (12) or a share of the usable ones (10%).",
  subject: "server",
  reads: "sample",
  severity: "critical",
  schema,
  defaults: { kind: "headroom-below", below: "0" },
  sentence: ({ below }) => `Headroom below ${words(below)}`,
  judge({ below }, databases, now) {
    const server = serverReading(databases, now);
    if (typeof server === "string") return noData(server);
    const { budget, act } = server;
    const limit = limitOf(below, budget.usable);
    const figure = headroomText(budget.headroom);
    const sum = headroomSum(budget);
    if (budget.headroom >= limit) return quiet(`${figure}: ${sum}.`);
    return firing(figure, `${sum}.`, act);
  },
});
