import { expect, test } from "vitest";
import { themeCookie, themeIn } from "./theme";

const jarOf = (cookies: Record<string, string>) => {
  const all = new Map(Object.entries(cookies));
  return {
    get: (name: string) => {
      const value = all.get(name);
      return value === undefined ? undefined : { value };
    },
  };
};

test("over TLS the theme's cookie is bound to its host; over plain http it can have no prefix", () => {
  expect(themeCookie("dark", "https:")).toMatch(/^__Host-headroom-theme=dark; path=\/;.*; secure$/);
  expect(themeCookie("dark", "http:")).toMatch(/^headroom-theme=dark; path=\/;(?!.*secure)/);
});

test("the cookie that is bound to the host comes before the other, and a wrong value is as the system does", () => {
  expect(themeIn(jarOf({ "__Host-headroom-theme": "dark", "headroom-theme": "light" }))).toBe("dark");
  expect(themeIn(jarOf({ "headroom-theme": "light" }))).toBe("light");
  expect(themeIn(jarOf({ "headroom-theme": "mauve" }))).toBe("system");
  expect(themeIn(jarOf({}))).toBe("system");
});
