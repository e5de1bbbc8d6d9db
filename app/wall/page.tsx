import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Wall } from "@/components/wall/wall";
import { forPage } from "@/server/http/page-error";
import { readWall } from "@/server/shares/read-wall";
import { wallSessionOf } from "@/server/shares/wall-session";

export const metadata: Metadata = { title: "Wall", robots: { index: false } };

type WallPageProps = { searchParams: Promise<{ contrast?: string | string[] }> };

/** The shared health view, for a screen whose cookie a wall link made. */
export default async function WallPage({ searchParams }: WallPageProps) {
  const screen = await forPage(wallSessionOf(await headers()));
  if (screen === null) notFound();
  const { contrast } = await searchParams;
  const looks = contrast === "high" ? { ...screen.link.looks, contrast: "high" as const } : screen.link.looks;
  return <Wall initial={await forPage(readWall(screen))} looks={looks} />;
}
