import { Paper, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import brand from "../icon.svg";
import classes from "./sign-in.module.css";

/** The frame of every page that stands before the house: its name, what the page is for, and one thing to do. */
export function Box({
  title,
  wide = false,
  children,
}: {
  title: string;
  wide?: boolean;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Dossier`;
  }, [title]);
  return (
    <main className={classes.page}>
      <Paper className={classes.box} data-wide={wide || undefined} withBorder>
        <Stack gap="lg">
          <div className={classes.brand}>
            <img src={brand} alt="" width={28} height={28} />
            Dossier
          </div>
          <Title order={1} fz={20}>
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
