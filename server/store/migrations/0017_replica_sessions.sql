ALTER TABLE "replicas" ADD COLUMN "wire_pid" integer;--> statement-breakpoint
ALTER TABLE "replicas" ADD COLUMN "wire_since" timestamp with time zone;