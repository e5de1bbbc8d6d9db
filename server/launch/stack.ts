/** Things that were started, to be stopped in reverse order, once. */
export type Stack = {
  /** Adds what stops the thing that was just started. */
  push(stop: () => Promise<void> | void): void;
  /** Stops everything; a second call waits for the first. A failure to stop one thing does not spare the others. */
  unwind(): Promise<void>;
};

/** Returns an empty stack; `complain` hears of what would not stop. */
export function makeStack(complain: (error: unknown) => void): Stack {
  const stops: (() => Promise<void> | void)[] = [];
  let unwinding: Promise<void> | null = null;
  const unwindAll = async () => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
      try {
        await stop();
      } catch (error) {
        complain(error);
      }
    }
  };
  return {
    push: (stop) => void stops.push(stop),
    unwind: () => (unwinding ??= unwindAll()),
  };
}
