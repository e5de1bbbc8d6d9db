import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "./install.mjs";

/*
 * Checks all types as `tsc --noEmit` does, and prints how far it is, which tsc does not. Next writes some types (its own
 * ambient ones, those of the routes): they are made anew, and those that `next dev` once wrote for routes that are gone
 * since are removed, because the compiler would read them.
 */
process.chdir(root);
for (const stale of [".next/types", ".next/dev/types"]) rmSync(stale, { recursive: true, force: true });

/** The number of checked files from one line to the next. */
const STRIDE = 200;

const host = { ...ts.sys, getCanonicalFileName: (file) => file, getNewLine: () => ts.sys.newLine };

/** Checks every file and returns all diagnostics. */
function check() {
  const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(
    "tsconfig.json",
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (error) => console.log(ts.formatDiagnostic(error, host)),
    },
  ) ?? { errors: [], fileNames: null, options: null };
  if (fileNames === null) return null;
  const program = ts.createIncrementalProgram({
    rootNames: fileNames,
    options,
    host: ts.createIncrementalCompilerHost(options),
  });
  let checked = 0;
  while (program.getSemanticDiagnosticsOfNextAffectedFile?.() !== undefined)
    if ((checked += 1) % STRIDE === 0) console.log(`${checked} of ${program.getSourceFiles().length} files`);
  const found = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  // Writes what the next check may skip.
  program.emit();
  return found;
}

const { status } = spawnSync(
  process.execPath,
  [path.join("node_modules", "next", "dist", "bin", "next"), "typegen"],
  { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } },
);
const diagnostics = status === 0 ? check() : null;
if (diagnostics === null || diagnostics.length > 0) process.exitCode = 1;
if (diagnostics !== null)
  console.log(
    ts.formatDiagnosticsWithColorAndContext(ts.sortAndDeduplicateDiagnostics(diagnostics), host).trimEnd(),
  );
