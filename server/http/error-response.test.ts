import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { BadInput, Conflict, NotAllowed } from "../errors";
import { errorResponse } from "./error-response";
import { withExchange } from "./exchange";

/** As drizzle raises what the driver says: the reason is the cause. */
const fromStore = (code: string, message = "said by the driver") =>
  new Error("Failed query: insert into runs", { cause: Object.assign(new Error(message), { code }) });

describe("an error of Headroom's own store", () => {
  test("that says that its disk is full is told as that, with what to do", () => {
    const { status, refusal } = errorResponse(
      fromStore("53100", "could not extend file: No space left on device"),
    );
    expect(status).toBe(507);
    expect(refusal.message).toContain("Make room on that disk");
  });

  test.each(["ECONNREFUSED", "57P01", "57P03", "08006"])("with %s is one of a store that is away", (code) => {
    expect(errorResponse(fromStore(code))).toMatchObject({ status: 503 });
  });

  test("that nobody foresaw names its request to the user, as the log does", () => {
    const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    withExchange({ response, requestId: "4b1f7c2e-90ab" }, () => {
      expect(errorResponse(new RangeError("a defect")).refusal.message).toMatch(/ Request 4b1f7c2e-90ab\.$/);
      expect(errorResponse(new NotAllowed("Ask an admin.")).refusal.message).toBe("Ask an admin.");
    });
    expect(logged).toHaveBeenCalledWith(expect.stringContaining('"requestId":"4b1f7c2e-90ab"'));
    logged.mockRestore();
  });

  test("that nobody foresaw is logged and not shown", () => {
    const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { status, refusal } = errorResponse(fromStore("23514", "secret"));
    expect(status).toBe(500);
    expect(refusal.message).not.toContain("secret");
    expect(logged).toHaveBeenCalledWith(expect.stringContaining("did not expect"));
    logged.mockRestore();
  });
});

test("a refusal keeps its own text, and what is wrong with each field", () => {
  expect(errorResponse(new NotAllowed("Ask an admin."))).toEqual({
    status: 403,
    headers: {},
    refusal: { message: "Ask an admin.", fields: {} },
  });
  for (const error of [new BadInput("No.", { name: "Taken." }), new Conflict("No.", { name: "Taken." })])
    expect(errorResponse(error).refusal.fields).toEqual({ name: "Taken." });
});
