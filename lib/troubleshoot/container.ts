import { z } from "zod";
import { electricUrlFlaws } from "@/lib/electric/url";
import type { UrlFlaw, UrlFlawId } from "@/lib/electric/url-flaw";
import { parseJson } from "@/lib/text/json";

/** A container as `docker inspect` describes it, as far as an error can be told from it. */
export type Container = {
  name: string;
  env: ReadonlyMap<string, string>;
  status: string;
  exitCode: number | null;
  oomKilled: boolean;
  restartCount: number;
  /** Its image or its settings say that Electric runs in it. */
  isElectric: boolean;
  /** Flaws of DATABASE_URL that Electric refuses, reads otherwise or ignores; empty without one. */
  urlFlaws: readonly UrlFlaw[];
  /** Texts that the engine keeps: the error of its start, and what the health check printed. */
  texts: readonly string[];
};

const inspected = z.object({
  Name: z.string().catch(""),
  RestartCount: z.number().int().catch(0),
  State: z.object({
    Status: z.string().catch(""),
    ExitCode: z.number().int().nullable().catch(null),
    OOMKilled: z.boolean().catch(false),
    Error: z.string().catch(""),
    Health: z
      .object({ Log: z.array(z.object({ Output: z.string().catch("") })).catch([]) })
      .nullable()
      .catch(null),
  }),
  Config: z.object({
    Image: z.string().catch(""),
    Env: z.array(z.string()).nullable().catch(null),
  }),
});

/** Returns whether a variable of Electric counts as true: "false", "0" and "" do not (config.ex 488-513). */
export const isOn = (value: string | undefined): boolean =>
  value !== undefined && !["", "0", "false"].includes(value.trim().toLowerCase());

/** Returns the first of some flaws of an address in words; null where it has none of them. */
export function flawIn(flaws: readonly UrlFlaw[], ids: readonly UrlFlawId[]): string | null {
  const flaw = flaws.find(({ id }) => ids.includes(id));
  return flaw === undefined ? null : `DATABASE_URL: ${flaw.detail}`;
}

function containerOf(read: z.infer<typeof inspected>): Container {
  const env = new Map(
    (read.Config.Env ?? []).map((line): [string, string] => {
      const at = line.indexOf("=");
      return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const url = env.get("DATABASE_URL");
  const isElectric =
    /electric/i.test(read.Config.Image) || [...env.keys()].some((name) => name.startsWith("ELECTRIC_"));
  return {
    name: read.Name.replace(/^\//, ""),
    env,
    status: read.State.Status,
    exitCode: read.State.ExitCode,
    oomKilled: read.State.OOMKilled,
    restartCount: read.RestartCount,
    isElectric,
    urlFlaws: isElectric && url !== undefined ? electricUrlFlaws(url) : [],
    texts: [read.State.Error, ...(read.State.Health?.Log.map(({ Output }) => Output) ?? [])].filter(Boolean),
  };
}

/** Returns the containers in the output of `docker inspect`; null for any other text. */
export function readContainers(text: string): Container[] | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const json = parseJson(text);
  const read = z
    .array(inspected)
    .min(1)
    .safeParse(Array.isArray(json) ? json : [json]);
  return read.success ? read.data.map(containerOf) : null;
}
