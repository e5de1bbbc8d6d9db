import { z } from "zod";
import { defineChannel, urlSchema } from "./define";

export const ping = defineChannel({
  label: "Dead-man ping",
  setUp:
    "Make a check with a period of 1 minute at a service such as Healthchecks, and copy its ping address.",
  fields: [
    {
      name: "url",
      label: "Ping address",
      hint: "It is called once a minute while Headroom can look. Silence is what raises the alarm there.",
      secret: true,
      placeholder: "https://hc-ping.com/…",
    },
  ],
  schema: z.object({ url: urlSchema }),
  where: () => "every 60 s",
});
