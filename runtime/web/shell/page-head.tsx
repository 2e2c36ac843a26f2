import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useSay } from "../language/index.ts";
import classes from "./shell.module.css";

/** The head of a page, 48 px: where I am, what this is, and what can be done. */
export function PageHead({
  title,
  parent,
  beside,
  children,
}: {
  title: string;
  /** The page above this one. */
  parent?: { readonly label: string; readonly path: string } | undefined;
  /** Stands right behind the title: a state pill. */
  beside?: ReactNode;
  /** Actions, at the right. */
  children?: ReactNode;
}) {
  const say = useSay();
  useEffect(() => {
    document.title = parent ? `${title} · ${parent.label}` : title;
  }, [title, parent]);
  return (
    <header className={classes.head} data-titled={beside ? true : undefined}>
      {parent ? (
        <>
          <ActionIcon
            component={Link}
            to={parent.path}
            className={classes.backButton}
            aria-label={`${say("shell.back")} : ${parent.label}`}
          >
            <IconArrowLeft size={18} />
          </ActionIcon>
          <Link to={parent.path} className={classes.parent}>
            {parent.label}
          </Link>
        </>
      ) : null}
      <h1 className={classes.title} title={title}>
        {title}
      </h1>
      {beside}
      <div className={classes.headActions}>{children}</div>
    </header>
  );
}
