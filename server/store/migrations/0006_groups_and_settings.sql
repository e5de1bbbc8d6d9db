CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "profiles" ALTER COLUMN "sampling" SET DEFAULT '{"on":true,"liveMs":1000,"idleMs":60000,"heartbeat":false}'::jsonb;--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "group_name" text DEFAULT '' NOT NULL;