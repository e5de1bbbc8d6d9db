import "server-only";
import { DatabaseError, type Client } from "pg";
import type { Broken } from "./broken";
import type { Job } from "./making";

/** Results of each step of a job: rows, how many were written, or the error that ended the job. */
export type Worked = Record<string, string[]>;

async function run(client: Client, { steps }: Job): Promise<string[]> {
  const said: string[] = [];
  await client.query("BEGIN");
  try {
    for (const step of steps) {
      try {
        const { command, rowCount, rows } = await client.query(step);
        said.push(rows.length === 0 ? `${command} ${rowCount ?? 0}` : `${command} ${JSON.stringify(rows)}`);
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        said.push(`error ${error.code ?? ""}: ${error.message} — ${step}`);
        break;
      }
    }
  } finally {
    await client.query("ROLLBACK");
  }
  return said;
}

/**
 * Does what one role of a broken database does with it, and returns what came of each job, the same as long as the role
 * can work and sees the same rows. Leaves nothing behind but advanced sequences.
 */
export async function workAs(client: Client, role: string, { jobs }: Broken): Promise<Worked> {
  const worked: Worked = {};
  for (const job of jobs[role] ?? []) worked[job.label] = await run(client, job);
  return worked;
}

/** Does it for every role that has something to do; `session` opens one of a role's own. */
export async function workOfAll(
  session: (role: string) => Promise<Client>,
  broken: Broken,
): Promise<Record<string, Worked>> {
  const all: Record<string, Worked> = {};
  for (const role of Object.keys(broken.jobs)) {
    const client = await session(role);
    try {
      all[role] = await workAs(client, role, broken);
    } finally {
      await client.end();
    }
  }
  return all;
}

/** Returns the steps that failed, as text. */
export function troubleIn(all: Record<string, Worked>): string[] {
  return Object.entries(all).flatMap(([role, worked]) =>
    Object.entries(worked).flatMap(([label, said]) =>
      said.filter((line) => line.startsWith("error ")).map((line) => `${role}, ${label}: ${line}`),
    ),
  );
}
