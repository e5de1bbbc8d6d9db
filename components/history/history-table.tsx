import { Table, Td, Th } from "@/components/ui/table";
import { headroomOf, headroomText } from "@/lib/budget/headroom";
import { exactLocalTime } from "@/lib/history/time";
import type { ChartPoint } from "@/lib/history/schema";

const ROWS = 60;

/** Every so manieth point, so that the whole time is there in few rows. */
const sparse = (points: readonly ChartPoint[]): ChartPoint[] => {
  const every = Math.max(1, Math.ceil(points.length / ROWS));
  return points.filter((_point, at) => at % every === 0).toReversed();
};

/** The chart's numbers as a table, for who cannot see it or wants to read it. */
export function HistoryTable({ points }: { points: readonly ChartPoint[] }) {
  return (
    <details>
      <summary className="text-sm font-medium text-muted">Show as a table</summary>
      <div className="mt-2 max-h-96 overflow-y-auto">
        <Table label="Connections over time">
          <thead>
            <tr>
              {["Time", "Headroom", "Electric, open", "Claimed", "Others", "Others at most", "Usable"].map(
                (name) => (
                  <Th key={name}>{name}</Th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {sparse(points).map(({ at, average, peak }) => (
              <tr key={at}>
                <Td className="whitespace-nowrap">{exactLocalTime(Date.parse(at))}</Td>
                <Td className="whitespace-nowrap">{headroomText(headroomOf(average))}</Td>
                {[
                  average.electricOpen,
                  average.electricClaimed,
                  average.othersTotal,
                  peak.othersTotal,
                  average.usable,
                ].map((value, column) => (
                  <Td key={column}>{Number.isInteger(value) ? value : value.toFixed(1)}</Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
