import { z } from "zod";

/** The code and jobs that make, attach, detach or drop partitions here, as far as the catalogues and two schedulers tell. */
export const partitionJobsSchema = z.object({
  /** Functions and procedures whose body has such statements. */
  functions: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      arguments: z.array(z.object({ schema: z.string(), name: z.string() })),
      owner: z.string(),
      /** SECURITY DEFINER: it runs with its owner's rights, and otherwise with those of its caller. */
      definer: z.boolean(),
    }),
  ),
  /** Jobs of pg_cron and tables of pg_partman. */
  schedules: z.array(
    z.object({
      by: z.enum(["pg_cron", "pg_partman"]),
      /** The job's name or number, or the table that pg_partman keeps. */
      name: z.string(),
      /** The role that it runs as; null where that is not written there. */
      role: z.string().nullable(),
    }),
  ),
  /** Schedulers that are installed and whose jobs the role that looked may not read. */
  closed: z.array(z.enum(["pg_cron", "pg_partman"])),
});

export type PartitionJobs = z.infer<typeof partitionJobsSchema>;

export const noPartitionJobs: PartitionJobs = { functions: [], schedules: [], closed: [] };
