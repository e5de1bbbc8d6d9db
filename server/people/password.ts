import "server-only";
import { randomBytes } from "node:crypto";
import { hashPassword } from "../auth/hashing";
import type { Context } from "../context";

/** Makes a password of 128 random bits that can be read out: shown once, to be changed by who gets it. @throws TooMany */
export async function makePassword({
  address = "unknown",
}: Context): Promise<{ password: string; hash: string }> {
  const password = (
    randomBytes(16)
      .toString("hex")
      .match(/.{1,8}/g) ?? []
  ).join("-");
  return { password, hash: await hashPassword(address, password) };
}
