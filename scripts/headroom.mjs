#!/usr/bin/env node
import { run } from "./run.mjs";

const argv = process.argv.slice(2);
const { front } = await run("server/cli/front.ts", argv);
await front(argv);
await run("server/cli/main.ts", argv);
