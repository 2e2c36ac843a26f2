import { type ComponentType, cloneElement, type ReactElement, Suspense, useState } from "react";

/** What a menu or popover that is loaded late gets beside its own properties: the button it hangs on. It opens at once. */
export interface LayerProps {
  readonly target: TargetElement;
}

export type TargetElement = ReactElement<{ onClick?: () => void; "aria-haspopup"?: "menu" | "dialog" }>;

/** A button whose menu or popover is loaded when it is first used, so that no page waits for what nobody opened. */
export function OnDemand<Props extends object>({
  Layer,
  target,
  props,
  isWanted = false,
}: {
  Layer: ComponentType<Props & LayerProps>;
  target: TargetElement;
  props: Props;
  /** Opens it without a click: a shortcut was pressed. */
  isWanted?: boolean;
}) {
  const [wasUsed, setWasUsed] = useState(false);
  if (!wasUsed && !isWanted)
    return cloneElement(target, { onClick: () => setWasUsed(true), "aria-haspopup": "menu" });
  if (!wasUsed) setWasUsed(true);
  return (
    <Suspense fallback={target}>
      <Layer {...props} target={target} />
    </Suspense>
  );
}
