CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text,
	"user_name" text NOT NULL,
	"profile_id" uuid,
	"profile_name" text NOT NULL,
	"action" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"profile_id" uuid PRIMARY KEY NOT NULL,
	"replica" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lookers" (
	"profile_id" uuid NOT NULL,
	"replica" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "lookers_profile_id_replica_pk" PRIMARY KEY("profile_id","replica")
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sample_hours" (
	"profile_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"every_ms" integer NOT NULL,
	"average" jsonb NOT NULL,
	"peak" jsonb NOT NULL,
	CONSTRAINT "sample_hours_profile_id_at_pk" PRIMARY KEY("profile_id","at")
);
--> statement-breakpoint
CREATE TABLE "sample_minutes" (
	"profile_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"every_ms" integer NOT NULL,
	"average" jsonb NOT NULL,
	"peak" jsonb NOT NULL,
	CONSTRAINT "sample_minutes_profile_id_at_pk" PRIMARY KEY("profile_id","at")
);
--> statement-breakpoint
CREATE TABLE "samples" (
	"profile_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"every_ms" integer NOT NULL,
	"point" jsonb NOT NULL,
	CONSTRAINT "samples_profile_id_at_pk" PRIMARY KEY("profile_id","at")
);
--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "sampling" jsonb DEFAULT '{"on":true,"liveMs":1000,"idleMs":60000}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lookers" ADD CONSTRAINT "lookers_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_hours" ADD CONSTRAINT "sample_hours_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_minutes" ADD CONSTRAINT "sample_minutes_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "samples" ADD CONSTRAINT "samples_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_profile_at" ON "audit_events" USING btree ("profile_id","at");--> statement-breakpoint
CREATE INDEX "marks_profile_at" ON "marks" USING btree ("profile_id","at");