import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSay } from "../language/index.ts";
import { Empty } from "./states.tsx";

/** An address that leads nowhere. */
export function NotFound() {
  const say = useSay();
  return (
    <Empty sentence={say("state.not-found")}>
      <Button component={Link} to="/">
        {say("state.go-home")}
      </Button>
    </Empty>
  );
}
