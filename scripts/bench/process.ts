import { fork } from "node:child_process";
import { once } from "node:events";

/** A program of a bench in a process of its own. */
export type Program = {
  tell: (message: object) => void;
  /** Tells something and returns the next thing that it says. */
  ask: <Answer>(message: object) => Promise<Answer>;
  /** Returns the next thing that it says. @throws Error when it ended */
  hear: <Answer>() => Promise<Answer>;
  stop: () => Promise<void>;
};

/** Starts a program of ours; it ends by itself when we are gone. */
export function startProgram(entry: string, env: Record<string, string> = {}): Program {
  const child = fork("scripts/run.mjs", [entry], {
    env: { ...process.env, ...env },
    execArgv: ["--expose-gc"],
  });
  let gone = false;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve(void (gone = true))));
  const hear = async <Answer>(): Promise<Answer> => {
    const death = ended.then(() => Promise.reject(new Error(`${entry} ended too soon.`)));
    const [answer]: Answer[] = await Promise.race([once(child, "message"), death]);
    if (answer === undefined) throw new Error(`${entry} said nothing.`);
    return answer;
  };
  return {
    tell: (message) => void child.send(message),
    ask(message) {
      child.send(message);
      return hear();
    },
    hear,
    async stop() {
      if (!gone) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
