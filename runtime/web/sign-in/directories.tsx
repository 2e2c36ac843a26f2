import { Button } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { useSignInSay } from "./say.ts";
import type { Directory } from "./ways.ts";
import type { words } from "./words.ts";

/** A button for each provider that one goes to; it leads back to the page that was asked for. */
export function SingleSignOn({ directories }: { directories: readonly Directory[] }) {
  const say = useSignInSay();
  return directories
    .filter(({ kind }) => kind === "single-sign-on")
    .map(({ name, label }) => (
      <Button
        key={name}
        component="a"
        href={`/api/auth/sign-in/with/${name}?to=${encodeURIComponent(wanted())}`}
        leftSection={<IconLogin2 size={16} />}
      >
        {say("sign-in.with", { label })}
      </Button>
    ));
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
  "sign-in.disabled": "refused.disabled",
} as const satisfies Readonly<Record<string, keyof typeof words>>;

/** Why a provider let one not in, where one comes back from it that way. */
export function refusedBecause(): keyof typeof words | null {
  const code = new URLSearchParams(window.location.search).get(refusedAs);
  if (code === null) return null;
  return Object.entries(reasons).find(([each]) => each === code)?.[1] ?? "refused.other";
}
