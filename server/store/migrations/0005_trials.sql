CREATE TABLE "trials" (
	"profile_id" uuid PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"version" text NOT NULL,
	"pool" boolean NOT NULL,
	"findings" jsonb NOT NULL,
	"asked" text NOT NULL,
	"basis" text NOT NULL,
	"changed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "trials" ADD CONSTRAINT "trials_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;