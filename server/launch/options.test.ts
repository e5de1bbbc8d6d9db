import { expect, test } from "vitest";
import { readOptions } from "./options";

test("without a word it starts on port 3000 of this machine alone, with the data beside the sources", () => {
  expect(readOptions([], {}, "/checkout")).toEqual({
    mode: "start",
    port: 3000,
    host: "127.0.0.1",
    url: "http://localhost:3000",
    dataDir: "/checkout/.data",
    databaseUrl: null,
  });
});

test("port, host, address, data folder and store come from the environment", () => {
  const env = {
    PORT: "8080",
    HOST: "0.0.0.0",
    HEADROOM_URL: "https://headroom.example.com/",
    HEADROOM_DATA: "/elsewhere",
    DATABASE_URL: "postgres://db/x",
  };
  expect(readOptions(["--dev"], env, "/checkout")).toEqual({
    mode: "dev",
    port: 8080,
    host: "0.0.0.0",
    url: "https://headroom.example.com",
    dataDir: "/elsewhere",
    databaseUrl: "postgres://db/x",
  });
});

test.each(["http", "0", "65536", "3000.5", "-1"])("PORT=%s is refused with a sentence", (PORT) => {
  expect(() => readOptions([], { PORT }, "/checkout")).toThrow(
    `PORT is "${PORT}", but a port is a whole number from 1 to 65535.`,
  );
});

test.each([
  ["0.0.0.0", "http://localhost:3000"],
  ["::", "http://localhost:3000"],
  ["::1", "http://localhost:3000"],
  ["192.168.1.5", "http://192.168.1.5:3000"],
  ["fd00::5", "http://[fd00::5]:3000"],
  ["headroom.lan", "http://headroom.lan:3000"],
])("HOST=%s is opened as %s", (HOST, url) => {
  expect(readOptions([], { HOST }, "/checkout").url).toBe(url);
});
