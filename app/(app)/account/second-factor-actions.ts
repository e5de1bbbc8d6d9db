"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { beginSecondFactor } from "@/server/people/second-factor/begin";
import { renewRecoveryCodes } from "@/server/people/second-factor/renew-codes";
import { turnOffSecondFactor } from "@/server/people/second-factor/turn-off";
import { turnOnSecondFactor } from "@/server/people/second-factor/turn-on";

export const begin = action("viewer", (ctx, input: unknown) => beginSecondFactor(ctx, input));

export const turnOn = action("viewer", (ctx, input: unknown) => turnOnSecondFactor(ctx, input));

export const turnOff = action("viewer", async (ctx, input: unknown): Promise<void> => {
  await turnOffSecondFactor(ctx, input);
  refresh();
});

export const renewCodes = action("viewer", (ctx, input: unknown) => renewRecoveryCodes(ctx, input));
