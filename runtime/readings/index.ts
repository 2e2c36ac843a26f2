export { writeReadings } from "./queue.ts";
export { noteFigures, noteReading, type ReadingKind, tracedTypes } from "./readings.ts";
