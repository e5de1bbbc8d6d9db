import { z } from "zod";

/** How often each watched database is checked without a request; `everyHours` is 0 for never. */
export const checksSettingSchema = z.object({
  everyHours: z.coerce
    .number("Hours are a number.")
    .int("Hours are a whole number.")
    .min(0, "0 hours is never; less there is not.")
    .max(168, "At most a week, 168 hours.")
    .default(6),
});

export type ChecksSetting = z.infer<typeof checksSettingSchema>;
