import { useEffect, useRef } from "react";
import { isTyping } from "./keys.ts";

/** Hears the letters that are typed before a box is there to take them; they are no shortcuts. */
export function useTypingAhead(isOpening: boolean, onLetter: (letter: string) => void): void {
  const hear = useRef(onLetter);
  useEffect(() => {
    hear.current = onLetter;
  });
  useEffect(() => {
    if (!isOpening) return;
    const keep = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      hear.current(event.key);
    };
    window.addEventListener("keydown", keep, true);
    return () => window.removeEventListener("keydown", keep, true);
  }, [isOpening]);
}
