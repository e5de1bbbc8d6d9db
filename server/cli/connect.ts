import "server-only";
import { connectFacts } from "@/lib/connect/facts";
import { environmentOf } from "@/lib/connect/environment";
import { FORMS, type FormId } from "@/lib/connect/forms";
import type { FormFile } from "@/lib/connect/forms/form";
import { generateSecret } from "@/lib/connect/secrets";
import { recogniseProvider } from "@/lib/postgres/provider";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { exitStatus } from "@/lib/report/judged";
import { reportOf } from "@/lib/report/json";
import { plain } from "@/lib/report/terminal";
import { visit } from "@/server/watched/visit";
import { withLogin, type Surroundings } from "./login";
import type { Place } from "./options";

/** One file stands as it is, so that it can be redirected; of several each has its name above it. */
function printedFiles(files: readonly FormFile[]): string {
  if (files.length === 1) return files.map(({ text }) => text).join("");
  return files.map(({ name, text }) => `# ---- ${name} ----\n${text}`).join("\n");
}

/**
 * Prints what Electric is started with on a database, in one form, and returns the exit status of its check. The password of
 * Electric's role is a placeholder; ELECTRIC_SECRET is made for this print.
 */
export async function runConnect(
  wish: Place & { form: FormId },
  around: Surroundings,
): Promise<{ text: string; status: 0 | 1 | 2 }> {
  const snapshot = await withLogin(
    wish,
    around,
    (login) => visit(login, wish.target, {}),
    ({ connection }) => connection,
  );
  const findings = judgeAll(checks, snapshot, wish.target);
  const report = reportOf(snapshot, wish.target, findings, verdictOf(findings, checks));
  const address = {
    ...wish.fields,
    sslmode: wish.fields.sslmode ?? "prefer",
    caCertificate: "",
    provider: recogniseProvider(wish.fields.host),
  };
  const environment = environmentOf(connectFacts({ ...address, target: wish.target }, snapshot), {
    password: null,
    secret: generateSecret(),
  });
  const { refusals, notes, pool } = environment;
  const form = FORMS[wish.form];
  const told = [
    `${report.headline}.${report.verdict === "ready" ? "" : " headroom check says more."}`,
    ...(pool.instead === null ? [] : [`ELECTRIC_DB_POOL_SIZE is ${pool.size}: ${pool.why}`]),
    ...refusals.map(({ variable, says }) => `${variable}: ${says}`),
    ...(refusals.length > 0 ? [] : [...notes, ...form.notes(environment)]),
  ];
  for (const sentence of told) around.warn(`${plain(sentence)}\n`);
  if (refusals.length > 0) return { text: "", status: 2 };
  return {
    text: printedFiles(form.files(environment)),
    status: exitStatus(report),
  };
}
