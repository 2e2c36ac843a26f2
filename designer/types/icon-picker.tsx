import { Input, Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { iconNames, iconOf } from "../../runtime/web/icons.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";

/** One of the icons that types and menus may have. */
export function IconPicker({ value, onChange }: { value: string | null; onChange: (icon: string) => void }) {
  const say = useDesignerSay();
  const [opened, setOpened] = useState(false);
  const Chosen = iconOf(value);
  return (
    <Input.Wrapper label={say("type.icon")} labelElement="div">
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
        <Popover.Target>
          <UnstyledButton
            className={classes.iconButton}
            aria-label={say("type.icon")}
            aria-haspopup="dialog"
            onClick={() => setOpened(!opened)}
          >
            <Chosen size={18} stroke={1.6} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.icons}>
            {iconNames.map((name) => {
              const Shape = iconOf(name);
              return (
                <UnstyledButton
                  key={name}
                  className={classes.iconButton}
                  aria-label={name.replaceAll("-", " ")}
                  aria-pressed={name === value}
                  onClick={() => {
                    onChange(name);
                    setOpened(false);
                  }}
                >
                  <Shape size={18} stroke={1.6} aria-hidden />
                </UnstyledButton>
              );
            })}
          </div>
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}
