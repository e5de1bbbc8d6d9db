import { get } from "node:http";
import { fallback } from "@/lib/log/unlogged";
import { median } from "./figures";
import type { ViewerFigures, ViewerOrder } from "./scale-figures";

/** The viewers of the scale bench: as many event streams as they are told to open, in a process of their own. */

type Viewer = { events: number };

const viewers: Viewer[] = [];
let lags: number[] = [];

/** Takes the text of a stream as it comes; counts its events and how late each is. */
function reader(viewer: Viewer) {
  let rest = "";
  return (chunk: string) => {
    const events = (rest + chunk).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      if (!event.startsWith("data: ")) continue;
      const { sentAt }: { sentAt: string } = JSON.parse(event.slice(6));
      viewer.events += 1;
      // The first event tells what is known, which may be of a while ago.
      if (viewer.events > 1) lags.push(Date.now() - Date.parse(sentAt));
    }
  };
}

const gone = fallback(undefined, "a viewer that is gone shows in the events that it got");

function open(port: number, path: string, reads: boolean): void {
  get({ host: "127.0.0.1", port, path, agent: false }, (response) => {
    if (!reads) return void response.pause();
    const viewer = { events: 0 };
    viewers.push(viewer);
    response.setEncoding("utf8");
    response.on("data", reader(viewer));
    response.on("error", gone);
  }).on("error", gone);
}

function report(): ViewerFigures {
  const counts = viewers.map(({ events }) => events);
  const figures = {
    viewers: viewers.length,
    fewest: Math.min(...counts),
    most: Math.max(...counts),
    medianLagMs: median(lags),
    mostLagMs: lags.reduce((most, lag) => Math.max(most, lag), 0),
  };
  lags = [];
  // Not to nought: only a stream's very first event is old by right.
  for (const viewer of viewers) viewer.events = 1;
  return { ...figures, fewest: figures.fewest - 1, most: figures.most - 1 };
}

process.on("message", (order: ViewerOrder) => {
  if ("report" in order) return void process.send?.(report());
  for (let time = 0; time < order.times; time++) open(order.port, order.path, order.reads);
});
process.on("disconnect", () => process.exit(0));
