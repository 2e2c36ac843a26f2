import { type PointerEvent, type RefObject, useRef } from "react";
import classes from "./widgets.module.css";

/** Pixels of the kept picture; the pad on screen may be narrower. */
const size = { width: 600, height: 200 } as const;

/** A surface that takes strokes from any pointer; a pen presses thicker lines. */
export function SignaturePad({
  ref,
  label,
  onDrawn,
  isDisabled,
}: {
  ref: RefObject<HTMLCanvasElement | null>;
  label: string;
  onDrawn: () => void;
  isDisabled: boolean;
}) {
  const last = useRef<{ x: number; y: number } | null>(null);
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (isDisabled) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = placeOf(event);
    stroke(event, last.current);
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!last.current) return;
    stroke(event, last.current);
    last.current = placeOf(event);
  };
  const end = () => {
    if (last.current) onDrawn();
    last.current = null;
  };
  return (
    <canvas
      ref={ref}
      {...size}
      className={classes.pad}
      role="img"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={draw}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

function stroke(event: PointerEvent<HTMLCanvasElement>, from: { x: number; y: number }): void {
  const ink = event.currentTarget.getContext("2d");
  if (!ink) return;
  const to = placeOf(event);
  ink.strokeStyle = "#000";
  ink.lineCap = "round";
  ink.lineWidth = event.pointerType === "pen" ? 1.5 + event.pressure * 3 : 2.6;
  ink.beginPath();
  ink.moveTo(from.x, from.y);
  // A point without a way is still a dot: the i of a name has one.
  ink.lineTo(to.x + 0.01, to.y);
  ink.stroke();
}

function placeOf(event: PointerEvent<HTMLCanvasElement>): { x: number; y: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    x: ((event.clientX - box.left) / box.width) * size.width,
    y: ((event.clientY - box.top) / box.height) * size.height,
  };
}
