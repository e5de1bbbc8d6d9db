"use server";

import { refresh, revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/server/endpoints/action";
import { archiveDatabase } from "@/server/databases/archive";
import { duplicateDatabase } from "@/server/databases/duplicate";
import { editDatabase } from "@/server/databases/edit";
import { removeDatabase } from "@/server/databases/remove";
import { restoreDatabase } from "@/server/databases/restore";
import {
  askTwoPersonOff,
  confirmTwoPersonOff,
  keepTwoPersonOn,
  switchTwoPersonOn,
} from "@/server/repair/proposals/two-person";

export const editDatabaseAction = action("admin", async (ctx, id: string, input: unknown): Promise<void> => {
  const database = await editDatabase(ctx, id, input);
  // The browser keeps the head of the page, which shows the name, while its reader moves between the pages below it.
  revalidatePath(`/databases/${database.id}`, "layout");
  redirect(`/databases/${database.id}`);
});

export const duplicateDatabaseAction = action("admin", async (ctx, id: string): Promise<void> => {
  const copy = await duplicateDatabase(ctx, id);
  redirect(`/databases/${copy.id}/settings`);
});

export const archiveDatabaseAction = action("admin", async (ctx, id: string): Promise<void> => {
  await archiveDatabase(ctx, id);
  refresh();
});

export const restoreDatabaseAction = action("admin", async (ctx, id: string): Promise<void> => {
  await restoreDatabase(ctx, id);
  refresh();
});

export const removeDatabaseAction = action("admin", async (ctx, id: string): Promise<void> => {
  await removeDatabase(ctx, id);
  redirect("/");
});

export const twoPersonOnAction = action("admin", async (ctx, id: string): Promise<void> => {
  await switchTwoPersonOn(ctx, id);
  refresh();
});

export const askTwoPersonOffAction = action("admin", async (ctx, id: string): Promise<void> => {
  await askTwoPersonOff(ctx, id);
  refresh();
});

export const confirmTwoPersonOffAction = action("admin", async (ctx, id: string): Promise<void> => {
  await confirmTwoPersonOff(ctx, id);
  refresh();
});

export const keepTwoPersonOnAction = action("admin", async (ctx, id: string): Promise<void> => {
  await keepTwoPersonOn(ctx, id);
  refresh();
});
