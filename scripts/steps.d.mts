import type { Failure, Tally } from "./tally.mjs";

export type Step = {
  name: string;
  command: string[];
  env?: Record<string, string>;
  hide?: RegExp;
  tests?: { again?: (file: string) => string[] };
};
export type StepResult = Tally & { name: string; flaky: Failure[]; ms: number };

export class Steps {
  constructor(options: {
    print: (text: string) => void;
    folder: string;
    limits?: { silence?: number; grace?: number };
  });
  run(steps: Step[]): Promise<void>;
  stop(reason: string): void;
  get results(): StepResult[];
}
