import "server-only";
import path from "node:path";
import { env } from "../env";

/** Returns the folder that holds everything of this installation, absolute. */
export const dataDir = (): string => path.resolve(/* turbopackIgnore: true */ env().HEADROOM_DATA);
