"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { addChannel } from "@/server/alerts/channels/add";
import { editChannel } from "@/server/alerts/channels/edit";
import { removeChannel } from "@/server/alerts/channels/remove";
import { testChannel } from "@/server/alerts/channels/send-test";
import { action } from "@/server/endpoints/action";

/** Adds a channel and leads to its page, where the test is. */
export const addChannelAction = action("admin", async (ctx, input: unknown): Promise<void> => {
  const { id } = await addChannel(ctx, input);
  redirect(`/alerts/channels/${id}`);
});

export const editChannelAction = action("admin", async (ctx, id: unknown, input: unknown): Promise<void> => {
  await editChannel(ctx, id, input);
  refresh();
});

export const removeChannelAction = action("admin", async (ctx, id: unknown): Promise<void> => {
  await removeChannel(ctx, id);
  redirect("/alerts");
});

export const testChannelAction = action("admin", async (ctx, id: unknown) => {
  const answer = await testChannel(ctx, id);
  refresh();
  return answer;
});
