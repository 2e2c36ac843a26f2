import { ActionIcon, Group, TextInput } from "@mantine/core";
import { IconCurrentLocation, IconMap } from "@tabler/icons-react";
import { useLanguage } from "../language/index.ts";
import { mapOf } from "./more-shows.tsx";
import { placeholderOf } from "./placeholder.ts";
import { useWidgetSay } from "./say.ts";
import { useTyped } from "./use-typed.ts";
import type { InputProps } from "./widget.ts";

/** A place by latitude and longitude: typed, pasted from a map, or where this device is. */
export default function LocationInput(props: InputProps) {
  const { field, value, onFault, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const say = useWidgetSay();
  const language = useLanguage();
  const { text, type, leave } = useTyped(props);
  const here = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => type(`${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`),
      () => onFault?.(say("location.refused")),
      { timeout: 10_000, enableHighAccuracy: true },
    );
  const map = mapOf(value);
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        id={id}
        flex={1}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={leave}
        placeholder={placeholderOf(field, language, say("location.hint"))}
        aria-label={ariaLabel}
        aria-describedby={describedBy}
        error={invalid}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
        autoComplete="off"
      />
      <ActionIcon
        onClick={here}
        disabled={disabled ?? false}
        aria-label={say("location.here")}
        title={say("location.here")}
      >
        <IconCurrentLocation size={16} />
      </ActionIcon>
      {map ? (
        <ActionIcon
          component="a"
          href={map}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={say("location.map")}
          title={say("location.map")}
        >
          <IconMap size={16} />
        </ActionIcon>
      ) : null}
    </Group>
  );
}
