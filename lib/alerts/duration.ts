import { z } from "zod";

const MINUTE_MS = 60_000;
const MOST_MS = 7 * 24 * 60 * MINUTE_MS;

/** Returns the ms of a duration as Go and Gatus write it: "90s", "5m", "1h30m", "0"; null for anything else. */
export function durationMs(text: string): number | null {
  if (text === "0") return 0;
  const parts = /^(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?$/.exec(text);
  if (parts === null || text === "") return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = parts;
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000;
}

/** Returns a schema of a duration between `least` and a week; `orAtLeast`: 0, or at least so many minutes. */
export const duration = ({ least, orAtLeast = 0 }: { least: number; orAtLeast?: number }) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => (/^0+[hms]?$/.test(text) || text === "" ? "0" : text))
    .superRefine((text, context) => {
      const ms = durationMs(text);
      if (ms === null) context.addIssue({ code: "custom", message: "A duration such as 5m, 90s or 1h30m." });
      else if (ms > MOST_MS) context.addIssue({ code: "custom", message: "At most a week: 168h." });
      else if (ms < least * MINUTE_MS || (ms > 0 && ms < orAtLeast * MINUTE_MS))
        context.addIssue({ code: "custom", message: `At least ${Math.max(least, orAtLeast)}m, or 0.` });
    });

/** Returns a valid duration in words: "5 min", "1 h 30 min"; "at once" for none. */
export function durationText(text: string): string {
  const ms = durationMs(text) ?? 0;
  if (ms === 0) return "at once";
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / MINUTE_MS);
  const seconds = Math.floor((ms % MINUTE_MS) / 1000);
  return [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`, seconds > 0 && `${seconds} s`]
    .filter(Boolean)
    .join(" ");
}
