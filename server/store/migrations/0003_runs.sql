CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"profile_id" uuid,
	"profile_name" text NOT NULL,
	"plan" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"dry" boolean NOT NULL,
	"undoes" uuid,
	"target" jsonb NOT NULL,
	"strategy_before" text NOT NULL,
	"state" text NOT NULL,
	"progress" jsonb NOT NULL,
	"compared" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"lock_ms" double precision,
	"says" text,
	"sqlstate" text,
	"xid" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"user_id" text,
	"user_name" text NOT NULL,
	"from_address" text,
	"replica" uuid NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL,
	"cancel_asked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "from_address" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "user_ref" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "profile_ref" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "position" bigint;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "previous_hash" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_profile_id_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profiles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "runs_profile_started" ON "runs" USING btree ("profile_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_under_way" ON "runs" USING btree ("profile_id") WHERE finished_at IS NULL;--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("action","id" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_position_unique" UNIQUE("position");--> statement-breakpoint
CREATE FUNCTION audit_events_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- A row from before the chain gets its hash once; an account or a database that goes takes its id along.
	IF TG_OP = 'UPDATE' THEN
		IF OLD.hash IS NULL THEN
			RETURN NEW;
		END IF;
		IF (to_jsonb(NEW) - 'user_id' - 'profile_id') = (to_jsonb(OLD) - 'user_id' - 'profile_id')
			AND (NEW.user_id IS NULL OR NEW.user_id = OLD.user_id)
			AND (NEW.profile_id IS NULL OR NEW.profile_id = OLD.profile_id) THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION 'audit_events takes new rows only' USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER audit_events_rows BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION audit_events_append_only();--> statement-breakpoint
CREATE TRIGGER audit_events_table BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION audit_events_append_only();
