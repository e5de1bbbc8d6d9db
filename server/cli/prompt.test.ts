import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { askLine, askSecret, firstLine, Interrupted } from "./prompt";
import { UsageError } from "./usage-error";

function terminal() {
  const modes: boolean[] = [];
  const shown: string[] = [];
  const stream = new PassThrough();
  const input = Object.assign(stream, { setRawMode: (raw: boolean) => (modes.push(raw), input) });
  return {
    input,
    modes,
    shown,
    ask: () => askSecret("Password: ", input, (text) => shown.push(text)),
  };
}

test("shows the question and nothing of what is typed, and leaves the terminal as it was", async () => {
  const { input, modes, shown, ask } = terminal();
  const answer = ask();
  input.write("hus");
  input.write("h\r");
  expect(await answer).toBe("hush");
  expect(shown.join("")).toBe("Password: \n");
  expect(modes).toEqual([true, false]);
});

test("backspace takes one character back, whatever its size, and Ctrl-U all", async () => {
  const { input, ask } = terminal();
  const answer = ask();
  input.write("wrong\u0015pä🚀\u007fss\n");
  expect(await answer).toBe("päss");
});

test("Ctrl-C ends it", async () => {
  const { input, modes, ask } = terminal();
  const answer = ask();
  input.write("abc\u0003");
  await expect(answer).rejects.toBeInstanceOf(Interrupted);
  expect(modes).toEqual([true, false]);
});

test.each([
  ["one line", ["hush\n"], "hush"],
  ["a line of Windows", ["hush\r\n"], "hush"],
  ["no end of the line", ["hush"], "hush"],
  ["more lines than one", ["hush\nmore\n"], "hush"],
  ["a character in two pieces", [Buffer.from([0xf0, 0x9f]), Buffer.from([0x9a, 0x80, 10])], "🚀"],
  ["an empty line", ["\nhush\n"], null],
  ["nothing", [], null],
])("the first line of %s", async (_, pieces, line) => {
  expect(await firstLine(Readable.from(pieces))).toBe(line);
});

test("what is too long to be a password is refused", async () => {
  await expect(firstLine(Readable.from(["x".repeat(20_000)]))).rejects.toBeInstanceOf(UsageError);
});

test("a line that is asked for is shown, and Ctrl-C and Ctrl-D give no answer", async () => {
  const ask = () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    return { input, output, answer: askLine("Name? ", input, output) };
  };
  const typed = ask();
  typed.input.write("orders\r");
  expect(await typed.answer).toBe("orders");
  expect(String(typed.output.read())).toContain("Name? ");
  const interrupted = ask();
  interrupted.input.write("\u0003");
  await expect(interrupted.answer).rejects.toBeInstanceOf(Interrupted);
  const ended = ask();
  ended.input.write("\u0004");
  expect(await ended.answer).toBe("");
});
