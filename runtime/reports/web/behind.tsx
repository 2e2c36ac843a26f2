import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** The address of the list behind a figure: the type's list with the figure's condition. */
export function behind(type: string, filter: string): { to: string; search: Record<string, string> } {
  return { to: `/${type}`, search: { filter: filter || "*" } };
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
  if (filter === null)
    return (
      <span className={className} title={title}>
        {children}
      </span>
    );
  const { to, search } = behind(type, filter);
  return (
    <Link to={to} search={search as never} className={className} title={title}>
      {children}
    </Link>
  );
}
