/** Returns a dollar quotation mark that the text does not hold (PostgreSQL docs, 4.1.2.4). */
function markFor(text: string): string {
  for (let at = 0; ; at += 1) {
    const mark = at === 0 ? "$electric$" : `$electric_${at}$`;
    if (!text.includes(mark)) return mark;
  }
}

/**
 * Returns a statement that runs only where a condition does not hold yet, so that the migration passes on a database that a repair
 * prepared. There is no EXCEPTION in it: an error of the statement ends the migration.
 */
export function guarded(holds: string, statement: string): string {
  const body = `BEGIN
  IF NOT ${holds} THEN
    ${statement};
  END IF;
END`;
  const mark = markFor(body);
  return `DO ${mark}
${body}
${mark}`;
}
