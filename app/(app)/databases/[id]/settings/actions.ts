"use server";

import { refresh, revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/server/endpoints/action";
import { archiveProfile } from "@/server/databases/archive";
import { duplicateProfile } from "@/server/databases/duplicate";
import { editProfile } from "@/server/databases/edit";
import { removeProfile } from "@/server/databases/remove";
import { restoreProfile } from "@/server/databases/restore";

export const editDatabase = action("admin", async (ctx, id: string, input: unknown): Promise<void> => {
  const profile = await editProfile(ctx, id, input);
  // The browser keeps the head of the page, which shows the name, while its reader moves between the pages below it.
  revalidatePath(`/databases/${profile.id}`, "layout");
  redirect(`/databases/${profile.id}`);
});

export const duplicateDatabase = action("admin", async (ctx, id: string): Promise<void> => {
  const copy = await duplicateProfile(ctx, id);
  redirect(`/databases/${copy.id}/settings`);
});

export const archiveDatabase = action("admin", async (ctx, id: string): Promise<void> => {
  await archiveProfile(ctx, id);
  refresh();
});

export const restoreDatabase = action("admin", async (ctx, id: string): Promise<void> => {
  await restoreProfile(ctx, id);
  refresh();
});

export const removeDatabase = action("admin", async (ctx, id: string): Promise<void> => {
  await removeProfile(ctx, id);
  redirect("/");
});
