import { expect, test } from "vitest";
import { contrast, grounds, tonePairs } from "./tones.ts";

test.each(Object.entries(tonePairs))("the tone %s is readable in both schemes", (_tone, { light, dark }) => {
  expect(contrast(light.ink, light.soft)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(light.ink, grounds.light.sunk)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(dark.ink, dark.soft)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(dark.ink, grounds.dark.sunk)).toBeGreaterThanOrEqual(4.5);
});

test.each(["light", "dark"] as const)(
  "texts and controls reach AA on both grounds of the %s scheme",
  (scheme) => {
    const colours = grounds[scheme];
    for (const ink of [
      colours.text,
      colours.second,
      colours.accent,
      colours.danger,
      colours.warn,
      colours.ok,
    ])
      for (const ground of [colours.ground, colours.sunk, colours.hover])
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.placeholder, colours.ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.control, colours.ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours["accent-ink"], colours.accent)).toBeGreaterThanOrEqual(4.5);
  },
);
