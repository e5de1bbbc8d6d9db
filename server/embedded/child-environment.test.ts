import { expect, test } from "vitest";
import { childEnvironment } from "./child-environment";

test("an embedded Postgres gets what a program needs, and no variable of Headroom's or its operator's", () => {
  const needed = {
    Path: "/bin",
    HOME: "/home/ada",
    LC_ALL: "C",
    TMPDIR: "/tmp",
    LD_LIBRARY_PATH: "/lib",
    GLIBC_TUNABLES: "glibc.malloc.hugetlb=1",
  };
  const secret = {
    HEADROOM_SECRET: "s",
    HEADROOM_SECRET_PREVIOUS: "p",
    HEADROOM_SMTP_URL: "smtps://a:b@c",
    DATABASE_URL: "postgresql://a:b@c/d",
    PGPASSWORD: "w",
    AWS_SECRET_ACCESS_KEY: "k",
  };
  expect(childEnvironment({ NODE_ENV: "test", ...needed, ...secret })).toEqual({
    NODE_ENV: "test",
    ...needed,
  });
});
