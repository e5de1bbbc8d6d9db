import next from "eslint-config-next/core-web-vitals";
import nextTypeScript from "eslint-config-next/typescript";

/** The rooms of the house: who may not import whom (docs/architecture.md). */
const rooms = [
  {
    target: "./lib",
    from: ["./app", "./components", "./server", "./e2e", "./scripts"],
    message: "lib is pure: it imports no other room.",
  },
  {
    target: "./components",
    from: ["./app", "./server", "./e2e", "./scripts"],
    message: "components are drawn from props and lib; they never reach the server.",
  },
  {
    target: "./server",
    from: ["./app", "./components", "./e2e", "./scripts"],
    message: "server imports lib only.",
  },
  { target: "./app", from: ["./e2e", "./scripts"], message: "routes import components, server and lib." },
];

/** The rules of React and of Next's pages: two fifths of the time of all rules, and neither is in these rooms. */
const pageRules = [...next, ...nextTypeScript]
  .flatMap(({ rules }) => Object.keys(rules ?? {}))
  .filter((name) => /^(react|react-hooks|jsx-a11y|@next\/next)\//.test(name));

const pureGlobals = ["process", "window", "document", "fetch", "Buffer"];

const config = [
  {
    ignores: [
      ".next/**",
      "node_modules/**",
      ".data/**",
      ".cache/**",
      "next-env.d.ts",
      "server/store/migrations/**",
    ],
  },
  ...next,
  ...nextTypeScript,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "import/no-restricted-paths": ["error", { zones: rooms }],
      // Circles of imports are looked for by scripts/import-cycles.test.ts: here that took nine tenths of the time.
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["{lib,server,scripts,e2e}/**/*.{ts,mts,mjs}"],
    rules: Object.fromEntries(pageRules.map((name) => [name, "off"])),
  },
  {
    files: ["lib/**/*.ts"],
    ignores: ["lib/**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["node:*", "pg", "next", "next/*", "react", "drizzle-orm", "server-only"],
              message: "lib runs anywhere.",
            },
          ],
        },
      ],
      "no-restricted-globals": ["error", ...pureGlobals],
    },
  },
  { files: ["scripts/**", "server/cli/**"], rules: { "no-console": "off" } },
];

export default config;
