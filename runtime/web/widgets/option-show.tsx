import { inWords } from "../../../core/language/index.ts";
import { useLanguage } from "../language/index.ts";
import { optionOf } from "./options.ts";
import { Pill } from "./pill.tsx";
import type { ShowProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** A state or choice: its word with a shape in its tone. */
export function OptionShow({ field, value }: ShowProps) {
  const language = useLanguage();
  const option = optionOf(field, String(value));
  const label = inWords(option.label, language);
  return option.isToned ? (
    <Pill tone={option.tone} label={label} />
  ) : (
    <span className={classes.line}>{label}</span>
  );
}

export function OptionsShow({ field, value, place }: ShowProps) {
  const language = useLanguage();
  const values = Array.isArray(value) ? value : [];
  return (
    <span className={place === "block" ? classes.pills : classes.pillsLine}>
      {values.map((each) => {
        const option = optionOf(field, String(each));
        return <Pill key={String(each)} tone={option.tone} label={inWords(option.label, language)} plain />;
      })}
    </span>
  );
}
