import type { Lock } from "./packages.mjs";

export function runManifest(): { dependencies: Record<string, string> };
export function runLock(lock?: Lock): { content: Lock; here: number; all: number };
