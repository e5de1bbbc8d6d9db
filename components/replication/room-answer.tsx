import { Status } from "@/components/ui/status";
import { Term } from "@/components/ui/term";
import type { Status as FindingStatus } from "@/lib/checks/finding";
import type { Room, RoomLine } from "@/lib/replication/room";

const STATUS: Record<Room["answer"], FindingStatus> = {
  yes: "pass",
  "not during a deploy": "warn",
  no: "fail",
  unknown: "unknown",
};

const NAMES: Record<RoomLine["of"], string> = {
  slots: "Slots",
  walsenders: "Walsenders",
  connections: "Connections",
};

/** Whether another Electric may come to the server, with the calculation of each limit. */
export function RoomAnswer({ room, poolSize }: { room: Room; poolSize: number }) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2 border-t border-line pt-4">
      <h3 className="font-medium">May another Electric with a pool of {poolSize} come?</h3>
      <p className="flex min-w-0 items-start gap-2">
        <Status of={STATUS[room.answer]} iconOnly className="mt-1" />
        <span className="min-w-0">{room.sentence}</span>
      </p>
      <ul className="grid gap-1 text-sm text-muted">
        {room.lines.map(({ of, calculation, needs, needsAtDeploy }) => (
          <li key={of} className="wrap-anywhere">
            {of === "walsenders" ? <Term of="walsender">{NAMES[of]}</Term> : NAMES[of]}: {calculation}; it
            needs {needs}
            {needsAtDeploy !== needs && `, ${needsAtDeploy} during a deploy`}
          </li>
        ))}
      </ul>
    </div>
  );
}
