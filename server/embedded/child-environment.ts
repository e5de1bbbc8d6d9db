/**
 * Variables that a program needs to be found, to load its libraries, to lay out its memory and to put temporary files; in
 * capitals.
 */
const NEEDED =
  /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TZDIR|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|DYLD_\w+|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|GLIBC_TUNABLES)$/;

/**
 * Returns the environment for a Postgres that this process starts: what any program needs, and nothing else of ours. A superuser of a
 * Postgres can read the environment of its server (`COPY … FROM PROGRAM 'env'`), and Headroom's has HEADROOM_SECRET, DATABASE_URL and
 * whatever else its operator put there.
 */
export const childEnvironment = (own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  NODE_ENV: own.NODE_ENV,
  ...Object.fromEntries(Object.entries(own).filter(([name]) => NEEDED.test(name.toUpperCase()))),
});
