export * from "./days.ts";
export * from "./durations.ts";
export * from "./instants.ts";
export * from "./keepable.ts";
export * from "./numbers.ts";
export * from "./phones.ts";
export * from "./typed-days.ts";
export * from "./words.ts";
