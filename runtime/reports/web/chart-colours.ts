/**
 * Six tones that stay apart for colour-blind readers and in grey print: neighbours differ in brightness, all reach 3:1
 * on their ground.
 */
const palette = {
  light: ["#1f5fbf", "#d2730c", "#0b4f4a", "#b0408f", "#6f7d12", "#57606a"],
  dark: ["#7fb0f5", "#d98a3a", "#c8efe6", "#d77fc0", "#a8b545", "#8f98a3"],
} as const;

/** The tone of the series or slice at a place; they begin again after six. */
export function toneAt(place: number, scheme: "light" | "dark"): string {
  const tones = palette[scheme];
  return tones[place % tones.length] ?? tones[0];
}

/** Inks of axes and values in a scheme, from the page's own variables. */
export function inks(): {
  readonly text: string;
  readonly second: string;
  readonly divider: string;
  readonly ground: string;
} {
  const style = getComputedStyle(document.documentElement);
  const ink = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: ink("--d-text"),
    second: ink("--d-second"),
    divider: ink("--d-divider"),
    ground: ink("--d-ground"),
  };
}
