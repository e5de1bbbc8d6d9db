import { quoteLiteral } from "@/lib/postgres/identifier";

/** The role that owns the hostile database and all code in it. */
export const AUTHOR = "app";

/**
 * The functions that all hostile code calls. `hostile` writes one line to the server's log, which no rollback, read-only
 * transaction or client_min_messages takes back, and tries to make its author a superuser. `reached` is the role after an
 * attempt to leave the current one, as code does that finds itself under a SET ROLE. The others call themselves immutable,
 * so that planning alone runs them.
 */
export const DETECTOR = `
CREATE FUNCTION public.hostile(what pg_catalog.text) RETURNS pg_catalog.bool LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $detector$
DECLARE
  before pg_catalog.text := pg_catalog.current_setting('role');
  reached pg_catalog.name := current_user;
BEGIN
  BEGIN
    PERFORM pg_catalog.set_config('role', 'none', true);
    reached := current_user;
    EXECUTE 'ALTER ROLE ${AUTHOR} SUPERUSER';
    PERFORM pg_catalog.set_config('role', before, true);
  EXCEPTION WHEN OTHERS THEN NULL;
  END;
  RAISE LOG 'HOSTILE %', pg_catalog.json_build_array(what, current_user, session_user, reached);
  RETURN true;
END $detector$;
CREATE FUNCTION public.hostile_text(what pg_catalog.text, value pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN PERFORM public.hostile(what); RETURN value; END $f$;
CREATE FUNCTION public.hostile_number(what pg_catalog.text, value pg_catalog.int4) RETURNS pg_catalog.int4
LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN PERFORM public.hostile(what); RETURN value; END $f$;
CREATE FUNCTION public.hostile_value(value pg_catalog.anyelement) RETURNS pg_catalog.bool
LANGUAGE plpgsql IMMUTABLE AS $f$
BEGIN RETURN public.hostile(pg_catalog.concat('type ', pg_catalog.regtypeout(pg_catalog.pg_typeof(value)))); END $f$;
CREATE FUNCTION public.hostile_trigger() RETURNS pg_catalog.trigger LANGUAGE plpgsql AS $f$
BEGIN PERFORM public.hostile(pg_catalog.concat('trigger ', TG_OP)); RETURN NEW; END $f$;
CREATE FUNCTION public.hostile_event() RETURNS pg_catalog.event_trigger LANGUAGE plpgsql AS $f$
BEGIN PERFORM public.hostile(pg_catalog.concat('event trigger ', TG_EVENT)); END $f$;
`;

/** An expression of text that runs hostile code with a column, or without one when a statement is planned. */
export const hostileText = (what: string, column = "'x'"): string =>
  `public.hostile_text(${quoteLiteral(what)}, ${column})`;

/** One execution of hostile code: what ran, as which role, in whose session, and the role that it could become. */
export type Execution = { what: string; current: string; session: string; reached: string };

const LINE = /HOSTILE (\[.*\])$/gm;

/** Returns the executions of hostile code that a part of a server's log tells of. */
export function executionsIn(log: string): Execution[] {
  return [...log.matchAll(LINE)].map(([, array = ""]) => {
    const [what, current, session, reached]: unknown[] = JSON.parse(array);
    return {
      what: String(what),
      current: String(current),
      session: String(session),
      reached: String(reached),
    };
  });
}

/** Whether an execution had no more rights than its author has, and could get none. */
export const isAuthors = ({ current, reached }: Execution): boolean =>
  current === AUTHOR && reached === AUTHOR;

/** Returns the executions that had more rights than the author, each once, as a sentence. */
export const foreignIn = (executions: readonly Execution[]): string[] => [
  ...new Set(
    executions
      .filter((execution) => !isAuthors(execution))
      .map(
        ({ what, current, session, reached }) =>
          `${what}: ${current} in a session of ${session}, then ${reached}`,
      ),
  ),
];
