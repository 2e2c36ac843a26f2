import { createContext, useContext } from "react";
import type { Field } from "../../../metamodel/index.ts";
import type { Widget } from "./widget.ts";

/** Finds the widget of a field. */
export type WidgetOf = (field: Field) => Widget;

/** The shelf of widgets for components that stand on the shelf themselves. */
export const WidgetContext = createContext<WidgetOf | null>(null);

/** The shelf of widgets; only below the signed-in part of the screens. */
export function useWidgets(): WidgetOf {
  const widgetOf = useContext(WidgetContext);
  if (!widgetOf) throw new Error("useWidgets is used outside the signed-in part");
  return widgetOf;
}
