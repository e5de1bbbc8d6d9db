type WalMeterProps = {
  /** Of max_slot_wal_keep_size; may be over 100. */
  percent: number;
};

/** The WAL kept for Electric's slot as a part of its limit. */
export function WalMeter({ percent }: WalMeterProps) {
  const drawn = Math.min(100, percent);
  return (
    <div
      role="meter"
      aria-label="WAL kept for Electric's slot"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(drawn)}
      aria-valuetext={`${Math.round(percent)} % of max_slot_wal_keep_size`}
    >
      <svg aria-hidden width="100%" height="12" className="block">
        <rect width="100%" height="12" rx="2" className="fill-seg-free" />
        <rect width={`${Math.max(0.5, drawn)}%`} height="12" rx="2" className="fill-seg-electric" />
      </svg>
    </div>
  );
}
