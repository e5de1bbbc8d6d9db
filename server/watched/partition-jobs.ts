import "server-only";
import { z } from "zod";
import type { PartitionJobs } from "@/lib/privileges/partition-jobs";
import type { Reader } from "./guarded-client";
import { cronJobs, partmanTables } from "./sql/partition-jobs";

export const schedulerSchema = z.object({
  by: z.enum(["pg_cron", "pg_partman"]),
  schema: z.string(),
  name: z.string(),
  readable: z.boolean(),
});

const cronSchema = z.object({ name: z.string(), role: z.string().nullable(), command: z.string() });
const partmanSchema = z.object({ name: z.string() });

/** A command that works on partitions by itself or through pg_partman. */
const ON_PARTITIONS = /\bpartition\b|partman|run_maintenance|create_parent/i;

/**
 * Returns what pg_cron and pg_partman do to partitions here, inside the open transaction of a look. A job of pg_cron counts
 * where its command works on partitions or calls one of these functions; the command itself is not kept.
 * @throws DatabaseError, or the socket's error
 */
export async function readSchedules(
  reader: Reader,
  schedulers: readonly z.infer<typeof schedulerSchema>[],
  functions: readonly { name: string }[],
): Promise<Pick<PartitionJobs, "schedules" | "closed">> {
  const schedules: PartitionJobs["schedules"] = [];
  for (const scheduler of schedulers.filter(({ readable }) => readable)) {
    const { by } = scheduler;
    if (by === "pg_partman") {
      const [rows] = await reader.rows([partmanTables(scheduler)]);
      schedules.push(
        ...partmanSchema
          .array()
          .parse(rows)
          .map(({ name }) => ({ by, name, role: null })),
      );
    } else {
      const [rows] = await reader.rows([cronJobs(scheduler)]);
      const works = ({ command }: { command: string }): boolean =>
        ON_PARTITIONS.test(command) || functions.some(({ name }) => command.includes(name));
      schedules.push(
        ...cronSchema
          .array()
          .parse(rows)
          .filter(works)
          .map(({ name, role }) => ({ by, name, role })),
      );
    }
  }
  return { schedules, closed: schedulers.filter(({ readable }) => !readable).map(({ by }) => by) };
}
