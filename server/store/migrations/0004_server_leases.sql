CREATE TABLE "server_identities" (
	"profile_id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"route" text NOT NULL,
	"system" text,
	"started_at" text NOT NULL,
	"database" text NOT NULL,
	"sight" integer NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "server_leases" (
	"key" text PRIMARY KEY NOT NULL,
	"replica" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"wanted_by" uuid
);
--> statement-breakpoint
ALTER TABLE "server_identities" ADD CONSTRAINT "server_identities_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;