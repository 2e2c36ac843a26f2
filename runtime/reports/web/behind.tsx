import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Model } from "../../../metamodel/index.ts";
import { viewsOf } from "../../web/list/list-state.ts";
import { useWorkspace } from "../../web/model/workspace.ts";

/** The address of the list behind a figure: under the view of the type that shows all, with the figure's condition. */
export function behind(
  model: Model,
  { type: name, filter }: { type: string; filter: string },
): { to: string; search: Record<string, string> } {
  const type = model.types.get(name);
  const views = type ? viewsOf(model, type).filter(({ shape }) => shape === "list") : [];
  const view = views.find((each) => each.filter === undefined) ?? views[0];
  return { to: `/${name}`, search: { ...(view ? { view: view.name } : {}), filter: filter || "*" } };
}

/** Leads to the records behind a figure; plain text where there are none to show. */
export function Behind({
  type,
  filter,
  className,
  title,
  children,
}: {
  type: string;
  filter: string | null;
  className?: string | undefined;
  title?: string | undefined;
  children: ReactNode;
}) {
  const { model } = useWorkspace();
  if (filter === null)
    return (
      <span className={className} title={title}>
        {children}
      </span>
    );
  const { to, search } = behind(model, { type, filter });
  return (
    <Link to={to} search={search as never} className={className} title={title}>
      {children}
    </Link>
  );
}
