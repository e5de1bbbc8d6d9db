import { Socket } from "node:net";

/*
 * Loaded into a replica before its own code: its connections to the watched servers come from an address of its own
 * (SOAK_ADDRESS), so that the logs of these servers say which replica a session belongs to.
 */
const address = process.env.SOAK_ADDRESS;
const ports = new Set((process.env.SOAK_PORTS ?? "").split(",").map(Number));
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...args) {
  const [first] = args;
  const options = Array.isArray(first) ? first[0] : first;
  if (address && options !== null && typeof options === "object" && ports.has(Number(options.port)))
    options.localAddress = address;
  return connect.apply(this, args);
};
