export { type Outgoing, openOutgoing } from "./outgoing.ts";
