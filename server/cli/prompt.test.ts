import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { askSecret, Interrupted } from "./prompt";

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
