/** Figures that the server of the scale bench tells of itself. */
export type ServerFigures = {
  /** Bytes. */
  rss: number;
  /** Buffers, among them what streams keep for their readers. */
  arrayBuffers: number;
  /** Processor time since it began, ms. */
  cpuMs: number;
  /** How many event streams are open. */
  streams: number;
  /** How many of the databases are being sampled. */
  sampling: number;
  /** Of the viewers that stopped reading: ms until each was let go, from when nothing more could be written to it. */
  letGoAfterMs: number[];
};

/** Figures that the viewers of the scale bench tell. */
export type ViewerFigures = {
  viewers: number;
  /** How many events the viewer that had the fewest has had since the figures before. */
  fewest: number;
  most: number;
  /** The ms between an event's sentAt and its receipt: the median and the most of all since the figures before. */
  medianLagMs: number;
  mostLagMs: number;
};

/** Order to the viewers: look at paths, so many times each; stop reading at once where they shall not read. */
export type ViewerOrder = { port: number; path: string; times: number; reads: boolean } | { report: true };
