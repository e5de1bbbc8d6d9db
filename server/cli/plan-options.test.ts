import { describe, expect, test } from "vitest";
import { readArguments } from "./options";
import { UsageError } from "./usage-error";

const URL = "postgresql://postgres:hush%3Ahush@db.example.com/orders";

function asked(command: "plan" | "apply", ...argv: string[]) {
  const wish = readArguments([command, URL, ...argv]);
  if (wish.command !== command) throw new Error(`not ${command}`);
  return wish;
}
const complaint = (...argv: string[]): string => {
  try {
    readArguments(argv);
    return "";
  } catch (error) {
    return error instanceof UsageError ? error.message : String(error);
  }
};

test("without options everything is made ready, by what the database itself suggests", () => {
  expect(asked("plan")).toMatchObject({
    format: "people",
    asked: {
      wanted: { kind: "ready" },
      choices: {
        strategy: "owner",
        verifier: null,
        formerOwner: null,
        fullNow: true,
        failoverSlot: true,
        endReader: false,
        dropOrphans: [],
        handTo: null,
      },
      passwordFromStdin: false,
      withoutPassword: false,
      undo: null,
    },
  });
  expect(asked("apply")).toMatchObject({ dry: false, yes: false, undoFile: null });
});

test("a role that is made can be left without a password, and not have one given at the same time", () => {
  expect(asked("apply", "--no-electric-password").asked.withoutPassword).toBe(true);
  expect(() => asked("apply", "--no-electric-password", "--electric-password-stdin")).toThrow("gives none");
});

test("every option reaches the choices", () => {
  const options =
    "--strategy manual --former-owner membership --no-full --no-failover-slot --end-reader --hand-to shop --drop-orphan a b --drop-orphan c --electric-password-stdin";
  const { asked: wanted, target } = asked("apply", ...options.split(" "));
  expect(target.strategy).toBe("manual");
  expect(wanted).toMatchObject({
    choices: {
      strategy: "manual",
      formerOwner: "membership",
      fullNow: false,
      failoverSlot: false,
      endReader: true,
      dropOrphans: ["a", "b", "c"],
      handTo: "shop",
    },
    passwordFromStdin: true,
    withoutPassword: false,
  });
});

test("checks are named by their ids, once each, or it is the end of Electric", () => {
  const wanted = (...argv: string[]) => asked("plan", ...argv).asked.wanted;
  const two = { kind: "checks", checks: ["publication.tables", "role.exists"] };
  expect(wanted("--for", "publication.tables", "role.exists", "--json")).toEqual(two);
  expect(wanted("--for", "publication.tables", "--for", "role.exists", "--for", "role.exists")).toEqual(two);
  expect(wanted("--for", "clean-up")).toEqual({ kind: "clean-up" });
});

test("apply reads how it is to run", () => {
  expect(asked("apply", "--yes", "--json", "--undo-file", "undo.json")).toMatchObject({
    yes: true,
    format: "json",
    undoFile: "undo.json",
  });
  expect(asked("apply", "--dry-run", "--undo", "undo.json")).toMatchObject({
    dry: true,
    asked: { undo: "undo.json" },
  });
});

describe("a complaint says what is wrong", () => {
  test.each([
    [["check", URL, "--for", "role.exists"], "--for is an option of headroom plan and headroom apply"],
    [["check", URL, "--yes"], "--yes is an option of headroom apply"],
    [["plan", URL, "--dry-run"], "--dry-run is an option of headroom apply"],
    [["apply", URL, "--sql"], "--sql is an option of headroom plan"],
    [["plan", URL, "--markdown"], "--markdown is an option of headroom check"],
    [["plan", URL, "--json", "--sql"], "either --json or --sql"],
    [["plan", URL, "--for", "role.nothing"], "ids of checks"],
    [["plan", URL, "--for", "clean-up", "role.exists"], "goes with no check"],
    [["plan", URL, "--former-owner", "wish"], "--former-owner is grants or membership"],
    [["plan", URL, "--hand-to", "x".repeat(64)], "--hand-to"],
    [["plan", URL, "--drop-orphan", "x".repeat(64)], "--drop-orphan"],
    [["apply", URL, "--json"], "needs --yes or --dry-run"],
    [["apply", URL, "--dry-run", "--undo-file", "f"], "nothing to undo"],
    [["apply", URL, "--undo", "f", "--for", "role.exists"], "--for does not go with it"],
    [["apply", URL, "--undo", "f", "--role", "electric"], "--role does not go with it"],
    [["apply", URL, "--undo", "f", "--pooled"], "--pooled does not go with it"],
    [["apply", URL, "--undo="], "name of the file is missing"],
    [["plan"], "headroom plan <connection string>"],
  ])("%j", (argv, says) => {
    expect(complaint(...argv)).toContain(says);
  });

  test.each([
    [["plan", "--for", URL]],
    [["apply", "--undo", URL, "--for", "role.exists", "host=a user=b"]],
    [["plan", URL, "--former-owner", URL]],
    [["plan", URL, "--hand-to", `${URL}${"x".repeat(60)}`]],
  ])("and never repeats a connection string: %#", (argv) => {
    expect(complaint(...argv)).not.toBe("");
    expect(complaint(...argv)).not.toContain("hush");
  });
});

test("apply accepts warnings by their ids, several after one option, and none without it", () => {
  const accepted = (...argv: string[]) => {
    const wish = asked("apply", ...argv);
    return wish.command === "apply" ? wish.accepted : null;
  };
  expect(accepted()).toEqual([]);
  expect(accepted("--accept", "foreign-code", "event-triggers", "--yes")).toEqual([
    "foreign-code",
    "event-triggers",
  ]);
  expect(accepted("--undo", "file", "--accept", "foreign-code")).toEqual(["foreign-code"]);
  expect(complaint("apply", URL, "--accept", "all")).toContain("foreign-code, event-triggers");
  expect(complaint("plan", URL, "--accept", "foreign-code")).toContain("headroom apply");
});
