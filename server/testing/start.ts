import "server-only";
import { boot } from "../boot";

/* Prepares a server as a start does, without pages: a program for tests, which ends with 1 where the start is refused. */
await boot();
