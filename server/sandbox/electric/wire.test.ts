import { expect, test } from "vitest";
import { readStream, statusUpdate } from "./wire";

test("a keepalive says how far the server is and whether it waits for an answer", () => {
  const keepalive = (reply: number) =>
    Buffer.concat([Buffer.from("6b00000001000000ff", "hex"), Buffer.alloc(8), Buffer.from([reply])]);
  expect(readStream(keepalive(1))).toEqual({ upTo: 0x1_0000_00ffn, wantsReply: true });
  expect(readStream(keepalive(0))).toEqual({ upTo: 0x1_0000_00ffn, wantsReply: false });
});

test("WAL data says how far the server is; what is neither says nothing", () => {
  const data = Buffer.concat([Buffer.from("w"), Buffer.alloc(8), Buffer.from("0000000000000042", "hex")]);
  expect(readStream(data)).toEqual({ upTo: 0x42n, wantsReply: false });
  expect(readStream(Buffer.from("x"))).toBeNull();
});

test("a status update is one CopyData message that confirms the same place three times", () => {
  const frame = statusUpdate(0x42n, Date.UTC(2000, 0, 1, 0, 0, 1));
  expect(frame.toString("hex")).toBe(
    `64${"00000026"}72${"0000000000000042".repeat(3)}${(1_000_000).toString(16).padStart(16, "0")}00`,
  );
});
