import type { CSSProperties } from "react";
import type { Tone } from "../theme/tones.ts";
import classes from "./widgets.module.css";

/** Which shape stands for a tone, so that a state is told without its colour. */
const shapes: Readonly<Record<Tone, "ring" | "half" | "full" | "check" | "bang" | "square">> = {
  grey: "ring",
  blue: "full",
  cyan: "half",
  teal: "square",
  green: "check",
  yellow: "half",
  orange: "half",
  red: "bang",
  pink: "square",
  violet: "full",
};

/** A word on a soft ground of its tone, with a shape in front; `plain` leaves the shape away. */
export function Pill({ tone, label, plain }: { tone: Tone; label: string; plain?: boolean }) {
  const style: CSSProperties = { color: `var(--tone-${tone}-ink)`, background: `var(--tone-${tone}-soft)` };
  return (
    <span className={classes.pill} style={style} title={label}>
      {plain ? null : <ToneShape tone={tone} />}
      <span className={classes.pillWord}>{label}</span>
    </span>
  );
}

/** The shape of a tone, 10 px. */
export function ToneShape({ tone }: { tone: Tone }) {
  const shape = shapes[tone];
  const line = { fill: "none", stroke: "currentColor", strokeWidth: 1.6 } as const;
  return (
    <svg
      width="10"
      height="10"
      viewBox="0 0 10 10"
      aria-hidden="true"
      style={{ flexShrink: 0, color: `var(--tone-${tone}-ink)` }}
    >
      {shape === "ring" ? <circle cx="5" cy="5" r="3.8" {...line} /> : null}
      {shape === "full" ? <circle cx="5" cy="5" r="4.2" fill="currentColor" /> : null}
      {shape === "square" ? (
        <rect x="1.2" y="1.2" width="7.6" height="7.6" rx="1.6" fill="currentColor" />
      ) : null}
      {shape === "half" ? (
        <>
          <circle cx="5" cy="5" r="3.8" {...line} />
          <path d="M5 1.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor" />
        </>
      ) : null}
      {shape === "check" ? <path d="M1.4 5.4 3.9 8 8.6 2.2" {...line} strokeWidth={1.9} /> : null}
      {shape === "bang" ? <path d="M5 1v5M5 7.6v1.4" {...line} strokeWidth={1.9} /> : null}
    </svg>
  );
}
