"use server";

import { dutyAction } from "@/server/endpoints/action";
import { beginSecondFactor } from "@/server/people/second-factor/begin";
import { turnOnSecondFactor } from "@/server/people/second-factor/turn-on";

export const begin = dutyAction("second-factor", (ctx, input: unknown) => beginSecondFactor(ctx, input));

export const turnOn = dutyAction("second-factor", (ctx, input: unknown) => turnOnSecondFactor(ctx, input));
