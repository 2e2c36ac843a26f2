import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { grounds, schemeVariables } from "./tones.ts";

/** From the lightest to the darkest; 3 is the accent on dark grounds, 6 the one on light grounds. */
const accent: MantineColorsTuple = [
  "#e8f0fc",
  "#cfe0fa",
  "#a6c8f8",
  "#7fb0f5",
  "#5590e4",
  "#3576d3",
  "#1f5fbf",
  "#1a4fa0",
  "#163f80",
  "#102e5e",
];

/** Mantine's dark greys, moved to the house's grounds: 0 text, 4 borders of controls, 6 inputs, 7 ground. */
const dark: MantineColorsTuple = [
  "#e6e8eb",
  "#c3cad2",
  "#a3abb5",
  "#8f98a3",
  "#747d88",
  "#3a3f47",
  "#1f2227",
  "#16181c",
  "#121418",
  "#0c0e11",
];

/** Sizes and habits of every control; the colours come from `cssVariables`. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 3 },
  colors: { accent, dark },
  autoContrast: true,
  black: grounds.light.text,
  respectReducedMotion: true,
  cursorType: "pointer",
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.57", lg: "1.4", xl: "1.3" },
  spacing: { xs: "0.25rem", sm: "0.5rem", md: "0.75rem", lg: "1rem", xl: "1.5rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "999px" },
  defaultRadius: "sm",
  headings: { fontWeight: "600" },
  components: {
    Button: { defaultProps: { size: "sm", variant: "default" }, styles: { label: { fontWeight: 500 } } },
    ActionIcon: { defaultProps: { size: 32, variant: "subtle", color: "gray" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, fz: 12 } },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 120 }, withinPortal: true } },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 120 }, withinPortal: true } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 }, padding: "lg" } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, radius: "md", padding: "lg" } },
  },
});

/** Mantine's own colours fail AA in places; these are the house's, by scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: mantineVariables("light"),
  dark: mantineVariables("dark"),
});

function mantineVariables(scheme: "light" | "dark"): Record<string, string> {
  const colours = grounds[scheme];
  return {
    ...schemeVariables(scheme),
    "--mantine-color-body": colours.ground,
    "--mantine-color-text": colours.text,
    "--mantine-color-bright": colours.text,
    "--mantine-color-dimmed": colours.second,
    "--mantine-color-placeholder": colours.placeholder,
    "--mantine-color-anchor": colours.accent,
    "--mantine-color-error": colours.danger,
    "--mantine-color-red-filled": colours.danger,
    "--mantine-color-red-filled-hover": colours.danger,
    "--mantine-color-red-light": colours["danger-soft"],
    "--mantine-color-red-light-color": colours.danger,
    "--mantine-color-red-light-hover": colours["danger-soft"],
    "--mantine-color-default": colours.ground,
    "--mantine-color-default-hover": colours.hover,
    "--mantine-color-default-color": colours.text,
    "--mantine-color-default-border": colours.divider,
    // Inputs and checkboxes draw their borders with it on a light ground, with dark-4 on a dark one.
    "--mantine-color-gray-4": grounds.light.control,
    "--mantine-color-disabled": colours.sunk,
    "--mantine-color-disabled-color": colours.second,
    "--mantine-color-disabled-border": colours.divider,
    "--mantine-color-gray-light": colours.sunk,
    "--mantine-color-gray-light-color": colours.text,
    "--mantine-color-gray-light-hover": colours.hover,
    "--mantine-color-gray-outline": colours.control,
    "--mantine-color-gray-text": colours.second,
    "--mantine-primary-color-contrast": colours["accent-ink"],
    "--mantine-color-accent-filled": colours.accent,
    "--mantine-color-accent-light": colours["accent-soft"],
    "--mantine-color-accent-light-color": colours.accent,
  };
}
