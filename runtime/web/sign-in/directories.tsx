import { Button } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { useSignInSay } from "./say.ts";
import type { Directory } from "./ways.ts";
import type { words } from "./words.ts";

/** A button for each provider: one goes there and is led back to the page that was asked for, or types what one has there. */
export function Directories({
  directories,
  onChoose,
}: {
  directories: readonly Directory[];
  onChoose: (directory: Directory) => void;
}) {
  const say = useSignInSay();
  return directories.map((directory) => {
    const { name, label, kind } = directory;
    const text = say("sign-in.with", { label });
    const icon = <IconLogin2 size={16} />;
    if (kind === "directory")
      return (
        <Button key={name} leftSection={icon} onClick={() => onChoose(directory)}>
          {text}
        </Button>
      );
    const href = `/api/auth/sign-in/with/${name}?to=${encodeURIComponent(wanted())}`;
    return (
      <Button key={name} component="a" href={href} leftSection={icon}>
        {text}
      </Button>
    );
  });
}

/** The page that is to be shown afterwards, without what this page was told. */
function wanted(): string {
  const { href } = window.location;
  const url = new URL(href);
  for (const told of [refusedAs, "link-refused"]) url.searchParams.delete(told);
  return url.pathname + url.search + url.hash;
}

const refusedAs = "sign-in-refused";

const reasons = {
  "provider.unreachable": "refused.unreachable",
  "provider.late": "refused.late",
  "provider.unverified-email": "refused.unverified-email",
  "provider.unknown-account": "refused.unknown-account",
  "provider.not-admitted": "refused.not-admitted",
  "provider.other-person": "refused.other-person",
  "provider.unchecked-account": "refused.unchecked-account",
  "sign-in.disabled": "refused.disabled",
} as const satisfies Readonly<Record<string, keyof typeof words>>;

/** Why a provider let one not in, where one comes back from it that way. */
export function refusedBecause(): keyof typeof words | null {
  const code = new URLSearchParams(window.location.search).get(refusedAs);
  if (code === null) return null;
  return Object.entries(reasons).find(([each]) => each === code)?.[1] ?? "refused.other";
}
