import type { Environment } from "../environment";

/** A file that a form consists of, or commands for a shell. */
export type FormFile = {
  /** The name under which it is kept: "compose.yaml". */
  name: string;
  language: "shell" | "yaml" | "toml" | "json" | "env" | "pem";
  text: string;
  /** Use of the file, one sentence; null where the name says it. */
  says: string | null;
};

/** A way to start Electric. */
export type Form = {
  title: string;
  /** Returns its files. @throws UnwritableValue for a value that one of them cannot carry */
  files(environment: Environment): FormFile[];
  /** Returns what the platform does in its own way, one sentence each. */
  notes(environment: Environment): string[];
};

/** Port on which Electric answers (ELECTRIC_PORT, config.ex: 3000). */
export const PORT = 3000;
/** Time for Electric to give back its connections and the lock before it is killed, s; Docker gives 10 s by default. */
export const STOP_SECONDS = 60;
/** The name of everything that is made. */
export const NAME = "electric";
/** File in which the secrets and settings stand beside compose.yaml. */
export const ENV_FILE = "electric.env";
export const HEALTH = `http://localhost:${PORT}/v1/health`;

/**
 * The health check of one that is to get requests: 200 alone. While it waits for the lock or starts, Electric answers 202, which
 * `curl --fail` takes for health (Electric 1.7.12, plug/health_check_plug.ex 16-36).
 */
export const IS_ACTIVE = `curl -fsS ${HEALTH} | grep -q '"active"'`;
/** The health check of one that is killed when it fails: 202 is alive, because one that waits for the lock is not ill. */
export const IS_ALIVE = `curl -fsS ${HEALTH} || exit 1`;

/** Returns the file of the certificate; none where there is none. */
export const certificateFile = ({ certificate }: Environment, name: string): FormFile[] =>
  certificate === null
    ? []
    : [
        {
          name,
          language: "pem",
          text: certificate.endsWith("\n") ? certificate : `${certificate}\n`,
          says: "The authority that signed the server's certificate.",
        },
      ];

/** Returns lines that are indented by so many spaces; an empty line stays empty. */
export const indented = (lines: readonly string[], spaces: number): string[] =>
  lines.map((line) => (line === "" ? line : " ".repeat(spaces) + line));

/** Returns lines as a file has them. */
export const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
