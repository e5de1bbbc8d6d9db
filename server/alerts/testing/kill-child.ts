import { handOver } from "../delivery/outbox";
import { DeliveryQueue } from "../delivery/queue";
import { DeliveryWorker } from "../delivery/worker";

/** Dies as the kernel kills: nothing is tidied. */
const die = (): never => {
  process.kill(process.pid, "SIGKILL");
  throw new Error("It is dead by now.");
};

/** A process that dies once the outbox is handed to the queue, or in the middle of sending. */
async function main(): Promise<void> {
  if (process.argv[2] === "handed") {
    await handOver(new DeliveryQueue());
    die();
  }
  new DeliveryWorker(() => Promise.resolve(die())).start();
}

void main();
