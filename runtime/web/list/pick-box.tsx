import { useEffect, useRef } from "react";
import classes from "./table.module.css";

/** A checkbox that costs nothing, a hundred of them in sight; Shift is told for choosing ranges. */
export function PickBox({
  isChecked,
  isMixed = false,
  label,
  onChange,
}: {
  isChecked: boolean;
  isMixed?: boolean;
  label: string;
  onChange: (withShift: boolean) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={classes.pickBox}
      checked={isChecked}
      aria-label={label}
      onChange={(event) => onChange(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
    />
  );
}
