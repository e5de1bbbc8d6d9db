import "server-only";
import { count } from "@/lib/text/words";
import { layout } from "@/lib/report/layout";
import { env } from "../env";
import { checkKey } from "../secrets/check-key";
import { addKey, keyLines, retiredFile, retireKeys } from "../secrets/key-file";
import { forgetKeys, ring } from "../secrets/keys";
import { rekeyStore } from "../secrets/rekey";
import type { Resealed, ResealProgress } from "../secrets/reseal";
import { CommandFailed } from "./command-failed";
import type { Surroundings } from "./login";
import { onStore } from "./on-store";

const NO_PREVIOUS =
  "HEADROOM_SECRET_PREVIOUS is not set. Set HEADROOM_SECRET to the new secret (openssl rand -hex 32 makes one) and HEADROOM_SECRET_PREVIOUS to the present one, for every server and for this command.";

const inFile = (): boolean => env().HEADROOM_SECRET === undefined;

/** Sees to it that there is a key to change to: a key file gets a new one, unless an earlier change was broken off. */
async function prepareKeys(): Promise<void> {
  await checkKey();
  if (ring().length > 1) return;
  if (!inFile()) throw new CommandFailed(NO_PREVIOUS);
  addKey(env().HEADROOM_DATA);
  forgetKeys();
}

const progressLine = ({ column: { says }, done, left }: ResealProgress): string =>
  `  ${says[1]}: ${done} of ${done + left}\n`;

function retire(): string {
  const previous =
    env().HEADROOM_SECRET_PREVIOUS === undefined
      ? []
      : ["Remove HEADROOM_SECRET_PREVIOUS and restart the servers."];
  if (!inFile()) return previous.join("");
  const { HEADROOM_DATA } = env();
  const hadEarlier = keyLines(HEADROOM_DATA).length > 1;
  retireKeys(HEADROOM_DATA);
  const kept = `The earlier secret stands in ${retiredFile(HEADROOM_DATA)}: backups from before need it. Delete it when none of them is kept.`;
  return [...previous, ...(hadEarlier ? [kept] : [])].join(" ");
}

function closedLines(closed: Resealed["closed"]): string[] {
  const columns = new Set(closed.map(({ column }) => column));
  return [...columns].map(({ says: [one, several] }) => {
    const rows = closed.filter(({ column }) => column.says[0] === one).map(({ row }) => row);
    return `  ${count(rows.length, one, several)}: ${rows.slice(0, 10).join(", ")}${rows.length > 10 ? ", …" : ""}`;
  });
}

async function change({ tell, width }: Surroundings): Promise<{ text: string; status: 0 | 1 }> {
  await prepareKeys();
  tell("Encrypting the stored secrets with the new key.\n");
  const { moved, closed } = await rekeyStore(ring(), (progress) => tell(progressLine(progress)));
  const retired = retire();
  const lines =
    closed.length === 0
      ? [
          `DONE: ${count(moved, "secret was", "secrets were")} encrypted anew. Verified: nothing is under an earlier key.`,
          retired,
          "People sign in again: the key of their sessions is another one.",
        ]
      : [
          `NOT ALL: ${count(moved, "secret was", "secrets were")} encrypted anew. None of the keys opens these; they have to be typed again:`,
          ...closedLines(closed),
          retired,
        ];
  return { text: `${layout(lines.filter(Boolean), width)}\n`, status: closed.length === 0 ? 0 : 1 };
}

/**
 * Encrypts every secret of the store under the new key, and returns what to print and the exit status. With a key file no server may
 * run on its data folder; with HEADROOM_SECRET servers that have both secrets go on.
 */
export async function runRekey(around: Surroundings): Promise<{ text: string; status: 0 | 1 }> {
  return onStore(process.env.HEADROOM_SECRET ? "beside" : "alone", around, () => change(around));
}
