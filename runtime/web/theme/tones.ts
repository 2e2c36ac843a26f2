import type { tones } from "../../../metamodel/index.ts";

export type Tone = (typeof tones)[number];

/** Ink on a soft ground, for one scheme; every pair reaches 4.5:1. */
export interface TonePair {
  readonly ink: string;
  readonly soft: string;
}

/** The ten tones that options and states may take, in both schemes. */
export const tonePairs: Readonly<Record<Tone, { readonly light: TonePair; readonly dark: TonePair }>> = {
  grey: { light: { ink: "#424a53", soft: "#eceff2" }, dark: { ink: "#c3cad2", soft: "#2b3036" } },
  blue: { light: { ink: "#1a4fa0", soft: "#e6effc" }, dark: { ink: "#9cc4fb", soft: "#17283f" } },
  cyan: { light: { ink: "#0b5c75", soft: "#e0f3f8" }, dark: { ink: "#86d3ea", soft: "#0f2c35" } },
  teal: { light: { ink: "#0a5d57", soft: "#def4f0" }, dark: { ink: "#7cd6ca", soft: "#0e2d2a" } },
  green: { light: { ink: "#166b3a", soft: "#e6f5ec" }, dark: { ink: "#6fd39b", soft: "#12301f" } },
  yellow: { light: { ink: "#7a5200", soft: "#fdf3d0" }, dark: { ink: "#efcb5f", soft: "#332a0c" } },
  orange: { light: { ink: "#8f4200", soft: "#fdebdc" }, dark: { ink: "#f8b27d", soft: "#38210f" } },
  red: { light: { ink: "#b3261e", soft: "#fdeceb" }, dark: { ink: "#ff9b93", soft: "#3a1614" } },
  pink: { light: { ink: "#9c2463", soft: "#fce8f2" }, dark: { ink: "#f7a1ca", soft: "#381527" } },
  violet: { light: { ink: "#5e3bb0", soft: "#efeafb" }, dark: { ink: "#c4adf8", soft: "#271c40" } },
};

/** Grounds and inks of a scheme beside the tones. */
export const grounds = {
  light: {
    ground: "#ffffff",
    sunk: "#f6f7f9",
    text: "#1f2328",
    second: "#57606a",
    placeholder: "#6b7280",
    control: "#8a929b",
    divider: "#e4e7eb",
    accent: "#1f5fbf",
    "accent-soft": "#e8f0fc",
    "accent-ink": "#ffffff",
    ok: "#166b3a",
    "ok-soft": "#e6f5ec",
    warn: "#8a5300",
    "warn-soft": "#fdf3dc",
    danger: "#b3261e",
    "danger-soft": "#fdeceb",
    hover: "#f0f2f5",
  },
  dark: {
    ground: "#16181c",
    sunk: "#1f2227",
    text: "#e6e8eb",
    second: "#a3abb5",
    placeholder: "#8f98a3",
    control: "#747d88",
    divider: "#2d3138",
    accent: "#7fb0f5",
    "accent-soft": "#1b2a40",
    "accent-ink": "#0f1720",
    ok: "#6fd39b",
    "ok-soft": "#12301f",
    warn: "#f0c063",
    "warn-soft": "#33270c",
    danger: "#ff9b93",
    "danger-soft": "#3a1614",
    hover: "#262a30",
  },
} as const;

/** `--tone-blue-ink`, `--tone-blue-soft` and the grounds as CSS variables of one scheme. */
export function schemeVariables(scheme: "light" | "dark"): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(grounds[scheme])) variables[`--d-${name}`] = value;
  for (const [tone, pairs] of Object.entries(tonePairs)) {
    variables[`--tone-${tone}-ink`] = pairs[scheme].ink;
    variables[`--tone-${tone}-soft`] = pairs[scheme].soft;
  }
  return variables;
}

/** WCAG contrast between two `#rrggbb` colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
