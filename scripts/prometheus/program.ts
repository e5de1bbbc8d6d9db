import { accessSync, constants } from "node:fs";
import path from "node:path";
import { fallback } from "@/lib/log/unlogged";

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    return fallback(false, "a place without the program is passed over")(error);
  }
};

/**
 * Returns the path of a program of Debian's package `prometheus`.
 * @throws Error with how to install it
 */
export function prometheusProgram(name: "promtool" | "prometheus"): string {
  const places = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/bin",
    "/usr/local/bin",
    "/opt/homebrew/bin",
  ];
  const found = places.filter((place) => place !== "").find((place) => isProgram(path.join(place, name)));
  if (found !== undefined) return path.join(found, name);
  throw new Error(
    `These tests need ${name} (Debian: apt-get install --no-install-recommends prometheus, which .ci/run does).`,
  );
}
