import { spawnSync } from "node:child_process";
import { makeDataFolder, startHeadroom, type Headroom } from "@/e2e/support/headroom";
import { line, median, ms, timed } from "./figures";

/** Prints how long a start takes until its address and its first page, with packages and build in place. */

const ROUNDS = 3;

type Start = { printed: number; page: number };

async function start(dataDir: string): Promise<Start> {
  const started: Headroom[] = [];
  const printed = await timed(async () => started.push(await startHeadroom(dataDir)));
  const [headroom] = started;
  if (headroom === undefined) throw new Error("Headroom did not start.");
  const page = await timed(async () => {
    const response = await fetch(`http://127.0.0.1:${headroom.port}/sign-in`);
    if (!response.ok) throw new Error(`The sign-in page answered ${response.status}.`);
    await response.text();
  });
  await headroom.stop();
  return { printed, page };
}

spawnSync(process.execPath, ["scripts/start.mjs", "--build"], { stdio: "inherit" });
const { dataDir, remove } = makeDataFolder();
try {
  const first = await start(dataDir);
  const again: Start[] = [];
  for (let round = 0; round < ROUNDS; round++) again.push(await start(dataDir));
  const of = (key: keyof Start) => median(again.map((figures) => figures[key]));
  console.log("Start (packages installed, pages built)");
  line("first start on an empty data folder, address", ms(first.printed));
  line("second start, address (median of 3)", ms(of("printed")), "at most 3000 ms");
  line("first page after that (median of 3)", ms(of("page")), "at most 1000 ms");
} finally {
  remove();
}
